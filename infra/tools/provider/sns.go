package main

import "strconv"

func sns(c *cloud, action string, parameters map[string]string) (*element, error) {
	return c.query("sns", "2010-03-31", action, parameters)
}

func readTopic(c *cloud, v values) (values, error) {
	answer, err := sns(c, "GetTopicAttributes", map[string]string{"TopicArn": v.text("arn")})
	if err != nil {
		return nil, err
	}
	there := values{}
	if policy := v.text("policy"); policy != "" {
		there["policy"] = found(policy, answer.entries()["Policy"])
	}
	return there, nil
}

func setTopicPolicy(c *cloud, v values) (values, error) {
	_, err := sns(c, "SetTopicAttributes", map[string]string{
		"TopicArn": v.text("arn"), "AttributeName": "Policy", "AttributeValue": v.text("policy"),
	})
	return values{"id": v.text("arn")}, err
}

func subscribe(c *cloud, v values) (values, error) {
	parameters := map[string]string{
		"TopicArn": v.text("topic_arn"), "Protocol": v.text("protocol"), "Endpoint": v.text("endpoint"),
		"ReturnSubscriptionArn": "true",
	}
	attributes := map[string]string{}
	if v.flag("raw_message_delivery") {
		attributes["RawMessageDelivery"] = "true"
	}
	for ours, theirs := range map[string]string{"filter_policy": "FilterPolicy", "filter_policy_scope": "FilterPolicyScope", "redrive_policy": "RedrivePolicy"} {
		if text := v.text(ours); text != "" {
			attributes[theirs] = text
		}
	}
	place := 0
	for name, value := range attributes {
		place++
		entry := "Attributes.entry." + strconv.Itoa(place)
		parameters[entry+".key"], parameters[entry+".value"] = name, value
	}
	answer, err := sns(c, "Subscribe", parameters)
	if err != nil {
		return nil, err
	}
	return values{"id": answer.text("SubscriptionArn"), "arn": answer.text("SubscriptionArn")}, nil
}

func readSubscription(c *cloud, v values) (values, error) {
	answer, err := sns(c, "GetSubscriptionAttributes", map[string]string{"SubscriptionArn": v.text("arn")})
	if err != nil {
		return nil, err
	}
	described := answer.entries()
	there := values{"raw_message_delivery": described["RawMessageDelivery"] == "true"}
	if filter := v.text("filter_policy"); filter != "" {
		there["filter_policy"] = found(filter, described["FilterPolicy"])
	}
	return there, nil
}

func init() {
	addKinds(map[string]kind{
		"aws_sns_topic": {
			create: func(c *cloud, v values) (values, error) {
				answer, err := sns(c, "CreateTopic", map[string]string{"Name": v.text("name")})
				if err != nil {
					return nil, err
				}
				return values{"id": answer.text("TopicArn"), "arn": answer.text("TopicArn")}, nil
			},
			read: readTopic,
			remove: func(c *cloud, v values) error {
				_, err := sns(c, "DeleteTopic", map[string]string{"TopicArn": v.text("arn")})
				return err
			},
		},
		"aws_sns_topic_policy": {
			create: setTopicPolicy, read: readTopic,
			update: func(c *cloud, v, _ values) (values, error) { return setTopicPolicy(c, v) },
			// A topic is never without one; it goes with the topic.
			remove: func(*cloud, values) error { return nil },
			fixed:  []string{"arn"},
		},
		"aws_sns_topic_subscription": {
			create: subscribe, read: readSubscription,
			remove: func(c *cloud, v values) error {
				_, err := sns(c, "Unsubscribe", map[string]string{"SubscriptionArn": v.text("arn")})
				return err
			},
		},
	})
}
