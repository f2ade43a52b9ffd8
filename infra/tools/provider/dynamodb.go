package main

func dynamodb(c *cloud, operation string, request object) (values, error) {
	return c.json("dynamodb", "DynamoDB_20120810", operation, request)
}

func setTable(c *cloud, v, prior values) (values, error) {
	name := v.text("name")
	ttl := v.block("ttl")
	if old := prior.block("ttl"); ttl.flag("enabled") != old.flag("enabled") {
		specification := object{"AttributeName": ttl.text("attribute_name"), "Enabled": ttl.flag("enabled")}
		if _, err := dynamodb(c, "UpdateTimeToLive", object{"TableName": name, "TimeToLiveSpecification": specification}); err != nil {
			return nil, err
		}
	}
	recovery := v.block("point_in_time_recovery").flag("enabled")
	if recovery != prior.block("point_in_time_recovery").flag("enabled") {
		specification := object{"PointInTimeRecoveryEnabled": recovery}
		if _, err := dynamodb(c, "UpdateContinuousBackups", object{"TableName": name, "PointInTimeRecoverySpecification": specification}); err != nil {
			return nil, err
		}
	}
	if protected := v.flag("deletion_protection_enabled"); prior != nil && protected != prior.flag("deletion_protection_enabled") {
		if _, err := dynamodb(c, "UpdateTable", object{"TableName": name, "DeletionProtectionEnabled": protected}); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func createTable(c *cloud, v values) (values, error) {
	attributes := []object{}
	for _, each := range v.blocks("attribute") {
		attributes = append(attributes, object{"AttributeName": each.text("name"), "AttributeType": each.text("type")})
	}
	keys := []object{{"AttributeName": v.text("hash_key"), "KeyType": "HASH"}}
	if v.text("range_key") != "" {
		keys = append(keys, object{"AttributeName": v.text("range_key"), "KeyType": "RANGE"})
	}
	answer, err := dynamodb(c, "CreateTable", object{
		"TableName": v.text("name"), "AttributeDefinitions": attributes, "KeySchema": keys,
		"BillingMode":               v.text("billing_mode"),
		"DeletionProtectionEnabled": v.flag("deletion_protection_enabled"),
		"SSESpecification":          object{"Enabled": v.block("server_side_encryption").flag("enabled")},
	})
	if err != nil {
		return nil, err
	}
	if _, err := setTable(c, v, nil); err != nil {
		return nil, err
	}
	table, _ := answer["TableDescription"].(map[string]any)
	return values{"id": v.text("name"), "arn": values(table).text("TableArn")}, nil
}

func readTable(c *cloud, v values) (values, error) {
	name := object{"TableName": v.text("name")}
	answer, err := dynamodb(c, "DescribeTable", name)
	if err != nil {
		return nil, err
	}
	described, _ := answer["Table"].(map[string]any)
	there := values{"arn": values(described).text("TableArn")}
	for _, each := range values(described).blocks("KeySchema") {
		key := map[string]string{"HASH": "hash_key", "RANGE": "range_key"}[each.text("KeyType")]
		there[key] = each.text("AttributeName")
	}
	expiry, err := dynamodb(c, "DescribeTimeToLive", name)
	if err != nil {
		return nil, err
	}
	described, _ = expiry["TimeToLiveDescription"].(map[string]any)
	if values(described).text("TimeToLiveStatus") == "ENABLED" {
		there["ttl"] = []any{object{"attribute_name": values(described).text("AttributeName"), "enabled": true}}
	} else {
		there["ttl"] = []any{}
	}
	return there, nil
}

func init() {
	addKinds(map[string]kind{
		"aws_dynamodb_table": {
			create: createTable, read: readTable, update: setTable,
			remove: func(c *cloud, v values) error {
				_, err := dynamodb(c, "DeleteTable", object{"TableName": v.text("name")})
				return err
			},
			fixed: []string{"name", "hash_key", "range_key"},
		},
	})
}
