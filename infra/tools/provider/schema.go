package main

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Made by extract.mjs from the npm package @cdktf/provider-aws when the provider is built.
//
//go:embed schema.json
var schemaText []byte

type attribute struct {
	Type                         json.RawMessage
	Required, Optional, Computed bool
}
type nestedBlock struct {
	Nesting  string
	Min, Max int64
	Block    block
}
type block struct {
	Attributes map[string]attribute
	Blocks     map[string]nestedBlock
}
type schemaDocument struct {
	Provider        block
	Resources, Data map[string]block
}

var nestingModes = map[string]tfprotov5.SchemaNestedBlockNestingMode{
	"list":   tfprotov5.SchemaNestedBlockNestingModeList,
	"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
	"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
	"map":    tfprotov5.SchemaNestedBlockNestingModeMap,
}

func readSchema() (*tfprotov5.GetProviderSchemaResponse, error) {
	var document schemaDocument
	if err := json.Unmarshal(schemaText, &document); err != nil {
		return nil, fmt.Errorf("schema.json: %w", err)
	}
	return &tfprotov5.GetProviderSchemaResponse{
		Provider:          &tfprotov5.Schema{Block: schemaBlock(document.Provider)},
		ResourceSchemas:   schemas(document.Resources),
		DataSourceSchemas: schemas(document.Data),
	}, nil
}

func schemas(blocks map[string]block) map[string]*tfprotov5.Schema {
	all := map[string]*tfprotov5.Schema{}
	for name, each := range blocks {
		all[name] = &tfprotov5.Schema{Block: schemaBlock(each)}
	}
	return all
}

func schemaBlock(from block) *tfprotov5.SchemaBlock {
	to := &tfprotov5.SchemaBlock{}
	for name, each := range from.Attributes {
		to.Attributes = append(to.Attributes, &tfprotov5.SchemaAttribute{
			Name: name, Type: typeOf(each.Type),
			Required: each.Required, Optional: each.Optional, Computed: each.Computed,
		})
	}
	for name, each := range from.Blocks {
		mode := nestingModes[each.Nesting]
		// A set cannot hold values whose type is only known later.
		if mode == tfprotov5.SchemaNestedBlockNestingModeSet && hasDynamic(each.Block) {
			mode = tfprotov5.SchemaNestedBlockNestingModeList
		}
		to.BlockTypes = append(to.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name, Nesting: mode, MinItems: each.Min, MaxItems: each.Max,
			Block: schemaBlock(each.Block),
		})
	}
	return to
}

func hasDynamic(of block) bool {
	for _, each := range of.Attributes {
		if string(each.Type) == `"dynamic"` {
			return true
		}
	}
	for _, each := range of.Blocks {
		if hasDynamic(each.Block) {
			return true
		}
	}
	return false
}

// typeOf reads "string", ["list", T] and ["object", {name: T}].
func typeOf(text json.RawMessage) tftypes.Type {
	var name string
	if json.Unmarshal(text, &name) == nil {
		switch name {
		case "string":
			return tftypes.String
		case "number":
			return tftypes.Number
		case "bool":
			return tftypes.Bool
		}
		return tftypes.DynamicPseudoType
	}
	var pair []json.RawMessage
	if json.Unmarshal(text, &pair) != nil || len(pair) != 2 {
		panic("schema.json: no type: " + string(text))
	}
	_ = json.Unmarshal(pair[0], &name)
	switch name {
	case "list":
		return tftypes.List{ElementType: typeOf(pair[1])}
	case "set":
		return tftypes.Set{ElementType: typeOf(pair[1])}
	case "map":
		return tftypes.Map{ElementType: typeOf(pair[1])}
	}
	var members map[string]json.RawMessage
	_ = json.Unmarshal(pair[1], &members)
	types := map[string]tftypes.Type{}
	for member, each := range members {
		types[member] = typeOf(each)
	}
	return tftypes.Object{AttributeTypes: types}
}
