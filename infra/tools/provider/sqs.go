package main

import (
	"fmt"
	"strconv"
)

func sqs(c *cloud, operation string, request object) (values, error) {
	return c.json("sqs", "AmazonSQS", operation, request)
}

// Terraform's names of what SQS counts, and SQS's.
var queueNumbers = map[string]string{
	"visibility_timeout_seconds": "VisibilityTimeout",
	"message_retention_seconds":  "MessageRetentionPeriod",
	"receive_wait_time_seconds":  "ReceiveMessageWaitTimeSeconds",
	"max_message_size":           "MaximumMessageSize",
	"delay_seconds":              "DelaySeconds",
}
var queueDocuments = map[string]string{
	"policy": "Policy", "redrive_policy": "RedrivePolicy", "redrive_allow_policy": "RedriveAllowPolicy",
}

func queueAttributes(v values) object {
	attributes := object{}
	for ours, theirs := range queueNumbers {
		if number, said := v.number(ours); said {
			attributes[theirs] = strconv.Itoa(number)
		}
	}
	for ours, theirs := range queueDocuments {
		if text := v.text(ours); text != "" {
			attributes[theirs] = text
		}
	}
	if v.flag("sqs_managed_sse_enabled") {
		attributes["SqsManagedSseEnabled"] = "true"
	}
	return attributes
}

func setQueue(c *cloud, url string, attributes object) error {
	_, err := sqs(c, "SetQueueAttributes", object{"QueueUrl": url, "Attributes": attributes})
	return err
}

func readQueue(c *cloud, v values) (values, error) {
	answer, err := sqs(c, "GetQueueAttributes", object{"QueueUrl": v.text("id"), "AttributeNames": []string{"All"}})
	if err != nil {
		return nil, err
	}
	described := values(answer).textMap("Attributes")
	there := values{"arn": described["QueueArn"]}
	for ours, theirs := range queueNumbers {
		if _, said := v.number(ours); said {
			number, _ := strconv.Atoi(described[theirs])
			there[ours] = number
		}
	}
	for ours, theirs := range queueDocuments {
		if text := v.text(ours); text != "" {
			there[ours] = found(text, described[theirs])
		}
	}
	return there, nil
}

func createQueue(c *cloud, v values) (values, error) {
	answer, err := sqs(c, "CreateQueue", object{"QueueName": v.text("name"), "Attributes": queueAttributes(v)})
	if err != nil {
		return nil, err
	}
	arn := fmt.Sprintf("arn:aws:sqs:%s:%s:%s", c.region, c.account, v.text("name"))
	return values{"id": answer.text("QueueUrl"), "url": answer.text("QueueUrl"), "arn": arn}, nil
}

// queueDocument is a resource that sets one attribute of a queue.
func queueDocument(ours string) kind {
	theirs := queueDocuments[ours]
	set := func(c *cloud, v values) (values, error) {
		return values{"id": v.text("queue_url")}, setQueue(c, v.text("queue_url"), object{theirs: v.text(ours)})
	}
	return kind{
		create: set,
		read: func(c *cloud, v values) (values, error) {
			return readQueue(c, values{"id": v.text("queue_url"), ours: v.text(ours)})
		},
		update: func(c *cloud, v, _ values) (values, error) { return set(c, v) },
		remove: func(c *cloud, v values) error {
			return setQueue(c, v.text("queue_url"), object{theirs: ""})
		},
		fixed: []string{"queue_url"},
	}
}

func init() {
	addKinds(map[string]kind{
		"aws_sqs_queue": {
			create: createQueue, read: readQueue,
			update: func(c *cloud, v, _ values) (values, error) {
				return nil, setQueue(c, v.text("id"), queueAttributes(v))
			},
			remove: func(c *cloud, v values) error {
				_, err := sqs(c, "DeleteQueue", object{"QueueUrl": v.text("id")})
				return err
			},
			fixed: []string{"name"},
		},
		"aws_sqs_queue_policy":               queueDocument("policy"),
		"aws_sqs_queue_redrive_policy":       queueDocument("redrive_policy"),
		"aws_sqs_queue_redrive_allow_policy": queueDocument("redrive_allow_policy"),
	})
}
