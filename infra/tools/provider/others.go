package main

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

func schedulePath(v values) string { return "/schedules/" + url.PathEscape(v.text("name")) }

func scheduleOf(v values) object {
	target := v.block("target")
	to := object{"Arn": target.text("arn"), "RoleArn": target.text("role_arn"), "Input": target.text("input")}
	if dead := target.block("dead_letter_config").text("arn"); dead != "" {
		to["DeadLetterConfig"] = object{"Arn": dead}
	}
	retries := target.block("retry_policy")
	policy := object{}
	if number, said := retries.number("maximum_retry_attempts"); said {
		policy["MaximumRetryAttempts"] = number
	}
	if number, said := retries.number("maximum_event_age_in_seconds"); said {
		policy["MaximumEventAgeInSeconds"] = number
	}
	to["RetryPolicy"] = policy
	return object{
		"GroupName": v.text("group_name"), "ScheduleExpression": v.text("schedule_expression"),
		"State":              v.text("state"),
		"FlexibleTimeWindow": object{"Mode": v.block("flexible_time_window").text("mode")}, "Target": to,
	}
}

func readSchedule(c *cloud, v values) (values, error) {
	answer, err := c.rest("scheduler", http.MethodGet, schedulePath(v)+"?groupName="+url.QueryEscape(v.text("group_name")), nil)
	if err != nil {
		return nil, err
	}
	return values{"schedule_expression": answer.text("ScheduleExpression"), "state": answer.text("State")}, nil
}

var scheduling = map[string]kind{
	"aws_scheduler_schedule_group": {
		create: func(c *cloud, v values) (values, error) {
			answer, err := c.rest("scheduler", http.MethodPost, "/schedule-groups/"+v.text("name"), object{})
			if err != nil {
				return nil, err
			}
			return values{"id": v.text("name"), "arn": answer.text("ScheduleGroupArn")}, nil
		},
		read: func(c *cloud, v values) (values, error) {
			_, err := c.rest("scheduler", http.MethodGet, "/schedule-groups/"+v.text("name"), nil)
			return nil, err
		},
		remove: func(c *cloud, v values) error {
			_, err := c.rest("scheduler", http.MethodDelete, "/schedule-groups/"+v.text("name"), nil)
			return err
		},
	},
	"aws_scheduler_schedule": {
		create: func(c *cloud, v values) (values, error) {
			answer, err := c.rest("scheduler", http.MethodPost, schedulePath(v), scheduleOf(v))
			if err != nil {
				return nil, err
			}
			return values{"id": v.text("group_name") + "/" + v.text("name"), "arn": answer.text("ScheduleArn")}, nil
		},
		read: readSchedule,
		update: func(c *cloud, v, _ values) (values, error) {
			_, err := c.rest("scheduler", http.MethodPut, schedulePath(v), scheduleOf(v))
			return nil, err
		},
		remove: func(c *cloud, v values) error {
			_, err := c.rest("scheduler", http.MethodDelete, schedulePath(v)+"?groupName="+url.QueryEscape(v.text("group_name")), nil)
			return err
		},
		fixed: []string{"name", "group_name"},
	},
}

func secrets(c *cloud, operation string, request object) (values, error) {
	return c.json("secretsmanager", "secretsmanager", operation, request)
}

func logs(c *cloud, operation string, request object) (values, error) {
	return c.json("logs", "Logs_20140328", operation, request)
}

func retain(c *cloud, v values) error {
	days, said := v.number("retention_in_days")
	if !said {
		return nil
	}
	_, err := logs(c, "PutRetentionPolicy", object{"logGroupName": v.text("name"), "retentionInDays": days})
	return err
}

func readLogGroup(c *cloud, v values) (values, error) {
	answer, err := logs(c, "DescribeLogGroups", object{"logGroupNamePrefix": v.text("name")})
	if err != nil {
		return nil, err
	}
	for _, each := range answer.blocks("logGroups") {
		if each.text("logGroupName") == v.text("name") {
			return values{"retention_in_days": each["retentionInDays"]}, nil
		}
	}
	return nil, &refusal{operation: "logs DescribeLogGroups", code: "ResourceNotFoundException"}
}

func putAlarm(c *cloud, v values) (values, error) {
	parameters := map[string]string{}
	for ours, theirs := range map[string]string{
		"alarm_name": "AlarmName", "alarm_description": "AlarmDescription", "metric_name": "MetricName",
		"namespace": "Namespace", "statistic": "Statistic", "comparison_operator": "ComparisonOperator",
		"treat_missing_data": "TreatMissingData",
	} {
		if text := v.text(ours); text != "" {
			parameters[theirs] = text
		}
	}
	for ours, theirs := range map[string]string{"period": "Period", "evaluation_periods": "EvaluationPeriods", "threshold": "Threshold"} {
		if number, said := v.number(ours); said {
			parameters[theirs] = strconv.Itoa(number)
		}
	}
	place := 0
	for name, value := range v.textMap("dimensions") {
		place++
		member := "Dimensions.member." + strconv.Itoa(place)
		parameters[member+".Name"], parameters[member+".Value"] = name, value
	}
	for index, arn := range v.texts("alarm_actions") {
		parameters["AlarmActions.member."+strconv.Itoa(index+1)] = arn
	}
	_, err := c.query("monitoring", "2010-08-01", "PutMetricAlarm", parameters)
	return values{"id": v.text("alarm_name")}, err
}

func readAlarm(c *cloud, v values) (values, error) {
	parameters := map[string]string{"AlarmNames.member.1": v.text("alarm_name")}
	answer, err := c.query("monitoring", "2010-08-01", "DescribeAlarms", parameters)
	if err != nil {
		return nil, err
	}
	if answer.text("AlarmName") == "" {
		return nil, &refusal{operation: "monitoring DescribeAlarms", code: "ResourceNotFound"}
	}
	return values{"arn": answer.text("AlarmArn")}, nil
}

func ecr(c *cloud, operation string, request object) (values, error) {
	return c.json("ecr", "AmazonEC2ContainerRegistry_V20150921", operation, request)
}

func init() {
	addKinds(scheduling)
	addKinds(map[string]kind{
		"aws_secretsmanager_secret": {
			create: func(c *cloud, v values) (values, error) {
				answer, err := secrets(c, "CreateSecret", object{
					"Name": v.text("name"), "Description": v.text("description"),
				})
				if err != nil {
					return nil, err
				}
				return values{"id": answer.text("ARN"), "arn": answer.text("ARN")}, nil
			},
			read: func(c *cloud, v values) (values, error) {
				answer, err := secrets(c, "DescribeSecret", object{"SecretId": v.text("arn")})
				if err != nil {
					return nil, err
				}
				if answer["DeletedDate"] != nil {
					return nil, &refusal{operation: "secretsmanager DescribeSecret", code: "ResourceNotFoundException"}
				}
				return nil, nil
			},
			remove: func(c *cloud, v values) error {
				_, err := secrets(c, "DeleteSecret", object{"SecretId": v.text("arn"), "ForceDeleteWithoutRecovery": true})
				return err
			},
		},
		"aws_cloudwatch_log_group": {
			create: func(c *cloud, v values) (values, error) {
				if _, err := logs(c, "CreateLogGroup", object{"logGroupName": v.text("name")}); err != nil {
					return nil, err
				}
				arn := strings.Join([]string{"arn:aws:logs", c.region, c.account, "log-group", v.text("name")}, ":")
				return values{"id": v.text("name"), "arn": arn}, retain(c, v)
			},
			read:   readLogGroup,
			update: func(c *cloud, v, _ values) (values, error) { return nil, retain(c, v) },
			remove: func(c *cloud, v values) error {
				_, err := logs(c, "DeleteLogGroup", object{"logGroupName": v.text("name")})
				return err
			},
			fixed: []string{"name"},
		},
		"aws_cloudwatch_metric_alarm": {
			create: putAlarm, read: readAlarm,
			update: func(c *cloud, v, _ values) (values, error) { return putAlarm(c, v) },
			remove: func(c *cloud, v values) error {
				_, err := c.query("monitoring", "2010-08-01", "DeleteAlarms", map[string]string{"AlarmNames.member.1": v.text("alarm_name")})
				return err
			},
			fixed: []string{"alarm_name"},
		},
		"aws_ecr_repository": {
			create: func(c *cloud, v values) (values, error) {
				answer, err := ecr(c, "CreateRepository", object{
					"repositoryName": v.text("name"), "imageTagMutability": v.text("image_tag_mutability"),
				})
				if err != nil {
					return nil, err
				}
				made, _ := answer["repository"].(map[string]any)
				repository := values(made)
				return values{
					"id": v.text("name"), "arn": repository.text("repositoryArn"),
					"repository_url": repository.text("repositoryUri"), "registry_id": c.account,
				}, nil
			},
			read: func(c *cloud, v values) (values, error) {
				_, err := ecr(c, "DescribeRepositories", object{"repositoryNames": []string{v.text("name")}})
				return nil, err
			},
			remove: func(c *cloud, v values) error {
				_, err := ecr(c, "DeleteRepository", object{"repositoryName": v.text("name"), "force": true})
				return err
			},
		},
	})
}
