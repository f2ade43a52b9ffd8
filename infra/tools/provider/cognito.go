package main

import "fmt"

func cognito(c *cloud, operation string, request object) (values, error) {
	return c.json("cognito-idp", "AWSCognitoIdentityProviderService", operation, request)
}

func poolOf(v values) object {
	password := v.block("password_policy")
	length, _ := password.number("minimum_length")
	pool := object{
		"Policies": object{"PasswordPolicy": object{
			"MinimumLength":    length,
			"RequireLowercase": password.flag("require_lowercase"),
			"RequireUppercase": password.flag("require_uppercase"),
			"RequireNumbers":   password.flag("require_numbers"),
			"RequireSymbols":   password.flag("require_symbols"),
		}},
		"AutoVerifiedAttributes": v.texts("auto_verified_attributes"),
		"DeletionProtection":     v.text("deletion_protection"),
	}
	triggers := object{}
	if arn := v.block("lambda_config").text("pre_sign_up"); arn != "" {
		triggers["PreSignUp"] = arn
	}
	pool["LambdaConfig"] = triggers
	return pool
}

func createPool(c *cloud, v values) (values, error) {
	request := poolOf(v)
	request["PoolName"] = v.text("name")
	request["AliasAttributes"] = v.texts("alias_attributes")
	request["UsernameConfiguration"] = object{"CaseSensitive": v.block("username_configuration").flag("case_sensitive")}
	answer, err := cognito(c, "CreateUserPool", request)
	if err != nil {
		return nil, err
	}
	pool, _ := answer["UserPool"].(map[string]any)
	id := values(pool).text("Id")
	return values{
		"id": id, "arn": values(pool).text("Arn"),
		"endpoint": fmt.Sprintf("cognito-idp.%s.amazonaws.com/%s", c.region, id),
	}, nil
}

func readPool(c *cloud, v values) (values, error) {
	answer, err := cognito(c, "DescribeUserPool", object{"UserPoolId": v.text("id")})
	if err != nil {
		return nil, err
	}
	pool, _ := answer["UserPool"].(map[string]any)
	triggers, _ := pool["LambdaConfig"].(map[string]any)
	if v.block("lambda_config").text("pre_sign_up") == values(triggers).text("PreSignUp") {
		return values{}, nil
	}
	return values{"lambda_config": []any{object{"pre_sign_up": triggers["PreSignUp"]}}}, nil
}

func updatePool(c *cloud, v, prior values) (values, error) {
	request := poolOf(v)
	request["UserPoolId"] = prior.text("id")
	_, err := cognito(c, "UpdateUserPool", request)
	return nil, err
}

func clientOf(v values) object {
	client := object{
		"UserPoolId": v.text("user_pool_id"), "ClientName": v.text("name"),
		"ExplicitAuthFlows":          v.texts("explicit_auth_flows"),
		"PreventUserExistenceErrors": v.text("prevent_user_existence_errors"),
		"EnableTokenRevocation":      v.flag("enable_token_revocation"),
	}
	for ours, theirs := range map[string]string{
		"access_token_validity": "AccessTokenValidity", "id_token_validity": "IdTokenValidity",
		"refresh_token_validity": "RefreshTokenValidity",
	} {
		if number, said := v.number(ours); said {
			client[theirs] = number
		}
	}
	units := v.block("token_validity_units")
	client["TokenValidityUnits"] = object{
		"AccessToken": units.text("access_token"), "IdToken": units.text("id_token"),
		"RefreshToken": units.text("refresh_token"),
	}
	return client
}

func named(v values) object {
	return object{"UserPoolId": v.text("user_pool_id"), "ClientId": v.text("id")}
}

func group(v values) object {
	return object{"UserPoolId": v.text("user_pool_id"), "GroupName": v.text("name")}
}

func init() {
	addKinds(map[string]kind{
		"aws_cognito_user_pool": {
			create: createPool, read: readPool, update: updatePool,
			remove: func(c *cloud, v values) error {
				_, err := cognito(c, "DeleteUserPool", object{"UserPoolId": v.text("id")})
				return err
			},
			fixed: []string{"name", "username_attributes", "username_configuration"},
		},
		"aws_cognito_user_pool_client": {
			create: func(c *cloud, v values) (values, error) {
				answer, err := cognito(c, "CreateUserPoolClient", clientOf(v))
				if err != nil {
					return nil, err
				}
				client, _ := answer["UserPoolClient"].(map[string]any)
				return values{"id": values(client).text("ClientId")}, nil
			},
			read: func(c *cloud, v values) (values, error) {
				_, err := cognito(c, "DescribeUserPoolClient", named(v))
				return nil, err
			},
			remove: func(c *cloud, v values) error {
				_, err := cognito(c, "DeleteUserPoolClient", named(v))
				return err
			},
		},
		"aws_cognito_user_group": {
			create: func(c *cloud, v values) (values, error) {
				_, err := cognito(c, "CreateGroup", group(v))
				return values{"id": v.text("user_pool_id") + "/" + v.text("name")}, err
			},
			read: func(c *cloud, v values) (values, error) {
				_, err := cognito(c, "GetGroup", group(v))
				return nil, err
			},
			remove: func(c *cloud, v values) error {
				_, err := cognito(c, "DeleteGroup", group(v))
				return err
			},
		},
	})
}
