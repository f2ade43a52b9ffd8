package main

import (
	"net/url"
	"strings"
)

func iam(c *cloud, action string, parameters map[string]string) (*element, error) {
	return c.query("iam", "2010-05-08", action, parameters)
}

func unescaped(text string) string {
	if plain, err := url.QueryUnescape(text); err == nil && strings.HasPrefix(text, "%") {
		return plain
	}
	return text
}

func createRole(c *cloud, v values) (values, error) {
	parameters := map[string]string{
		"RoleName": v.text("name"), "AssumeRolePolicyDocument": v.text("assume_role_policy"), "Path": "/",
	}
	answer, err := iam(c, "CreateRole", parameters)
	if err != nil {
		return nil, err
	}
	return values{"id": v.text("name"), "arn": answer.text("Arn"), "unique_id": answer.text("RoleId")}, nil
}

func readRole(c *cloud, v values) (values, error) {
	answer, err := iam(c, "GetRole", map[string]string{"RoleName": v.text("name")})
	if err != nil {
		return nil, err
	}
	trust := unescaped(answer.text("AssumeRolePolicyDocument"))
	return values{"arn": answer.text("Arn"), "assume_role_policy": found(v.text("assume_role_policy"), trust)}, nil
}

func updateRole(c *cloud, v, _ values) (values, error) {
	_, err := iam(c, "UpdateAssumeRolePolicy", map[string]string{
		"RoleName": v.text("name"), "PolicyDocument": v.text("assume_role_policy"),
	})
	return nil, err
}

func putRolePolicy(c *cloud, v values) (values, error) {
	_, err := iam(c, "PutRolePolicy", map[string]string{
		"RoleName": v.text("role"), "PolicyName": v.text("name"), "PolicyDocument": v.text("policy"),
	})
	return values{"id": v.text("role") + ":" + v.text("name")}, err
}

func rolePolicy(v values) map[string]string {
	return map[string]string{"RoleName": v.text("role"), "PolicyName": v.text("name")}
}

func attachment(v values) map[string]string {
	return map[string]string{"RoleName": v.text("role"), "PolicyArn": v.text("policy_arn")}
}

func readAttachment(c *cloud, v values) (values, error) {
	answer, err := iam(c, "ListAttachedRolePolicies", map[string]string{"RoleName": v.text("role")})
	if err != nil {
		return nil, err
	}
	var attached func(*element) bool
	attached = func(at *element) bool {
		if at.XMLName.Local == "PolicyArn" && strings.TrimSpace(at.Text) == v.text("policy_arn") {
			return true
		}
		for index := range at.Children {
			if attached(&at.Children[index]) {
				return true
			}
		}
		return false
	}
	if !attached(answer) {
		return nil, &refusal{operation: "iam ListAttachedRolePolicies", code: "NoSuchEntity"}
	}
	return nil, nil
}

func init() {
	addKinds(map[string]kind{
		"aws_iam_role": {
			create: createRole, read: readRole, update: updateRole,
			remove: func(c *cloud, v values) error {
				_, err := iam(c, "DeleteRole", map[string]string{"RoleName": v.text("name")})
				return err
			},
			fixed: []string{"name"},
		},
		"aws_iam_role_policy": {
			create: putRolePolicy,
			read: func(c *cloud, v values) (values, error) {
				answer, err := iam(c, "GetRolePolicy", rolePolicy(v))
				if err != nil {
					return nil, err
				}
				return values{"policy": found(v.text("policy"), unescaped(answer.text("PolicyDocument")))}, nil
			},
			update: func(c *cloud, v, _ values) (values, error) { return putRolePolicy(c, v) },
			remove: func(c *cloud, v values) error {
				_, err := iam(c, "DeleteRolePolicy", rolePolicy(v))
				return err
			},
			fixed: []string{"name", "role"},
		},
		"aws_iam_role_policy_attachment": {
			create: func(c *cloud, v values) (values, error) {
				_, err := iam(c, "AttachRolePolicy", attachment(v))
				return values{"id": v.text("role") + "/" + v.text("policy_arn")}, err
			},
			read: readAttachment,
			remove: func(c *cloud, v values) error {
				_, err := iam(c, "DetachRolePolicy", attachment(v))
				return err
			},
		},
	})
}
