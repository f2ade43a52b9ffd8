package main

import (
	"maps"
	"slices"
)

// kind says how a resource type is carried out. What create and update return are the attributes
// that only the emulator knows; what read returns is what is there, and takes the place of what the
// state says, so that a plan shows what somebody else changed.
type kind struct {
	create func(*cloud, values) (values, error)
	read   func(*cloud, values) (values, error)
	update func(c *cloud, planned, prior values) (values, error) // absent: every change replaces
	remove func(*cloud, values) error
	fixed  []string // attributes whose change replaces
}

var kinds = map[string]kind{}

// sources are data sources.
var sources = map[string]func(*cloud, values) (values, error){
	"aws_caller_identity": func(c *cloud, _ values) (values, error) {
		return values{"account_id": c.account, "id": c.account, "arn": "arn:aws:iam::" + c.account + ":root"}, nil
	},
	"aws_region": func(c *cloud, _ values) (values, error) {
		return values{"id": c.region, "name": c.region, "region": c.region}, nil
	},
}

func kindNames() []string { return slices.Sorted(maps.Keys(kinds)) }

func addKinds(more map[string]kind) { maps.Copy(kinds, more) }

type object = map[string]any
