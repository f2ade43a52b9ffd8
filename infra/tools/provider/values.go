package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/big"
	"reflect"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// values are the attributes and blocks of a resource as plain Go: string, float64, bool, []any,
// map[string]any; what is null or unknown is absent.
type values map[string]any

func (v values) text(name string) string {
	text, _ := v[name].(string)
	return text
}

func (v values) number(name string) (int, bool) {
	number, ok := v[name].(float64)
	return int(number), ok
}

func (v values) flag(name string) bool {
	flag, _ := v[name].(bool)
	return flag
}

func (v values) texts(name string) []string {
	texts := []string{}
	list, _ := v[name].([]any)
	for _, each := range list {
		if text, ok := each.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

// blocks are the nested blocks of that name.
func (v values) blocks(name string) []values {
	var blocks []values
	list, _ := v[name].([]any)
	for _, each := range list {
		if members, ok := each.(map[string]any); ok {
			blocks = append(blocks, members)
		}
	}
	return blocks
}

// block is the first of them, or an empty one.
func (v values) block(name string) values {
	for _, each := range v.blocks(name) {
		return each
	}
	return values{}
}

func (v values) textMap(name string) map[string]string {
	texts := map[string]string{}
	members, _ := v[name].(map[string]any)
	for key, each := range members {
		if text, ok := each.(string); ok {
			texts[key] = text
		}
	}
	return texts
}

func plain(value tftypes.Value) any {
	if !value.IsKnown() || value.IsNull() {
		return nil
	}
	switch kind := value.Type(); {
	case kind.Is(tftypes.String):
		var text string
		_ = value.As(&text)
		return text
	case kind.Is(tftypes.Number):
		number := new(big.Float)
		_ = value.As(&number)
		float, _ := number.Float64()
		return float
	case kind.Is(tftypes.Bool):
		var flag bool
		_ = value.As(&flag)
		return flag
	}
	var members map[string]tftypes.Value
	if value.As(&members) == nil {
		all := map[string]any{}
		for name, each := range members {
			if part := plain(each); part != nil {
				all[name] = part
			}
		}
		return all
	}
	var elements []tftypes.Value
	_ = value.As(&elements)
	all := []any{}
	for _, each := range elements {
		all = append(all, plain(each))
	}
	return all
}

func valuesOf(value tftypes.Value) values {
	members, _ := plain(value).(map[string]any)
	return members
}

// typed is the opposite of plain; what has another type than asked for becomes null.
func typed(kind tftypes.Type, from any) tftypes.Value {
	null := tftypes.NewValue(kind, nil)
	switch x := from.(type) {
	case nil:
		return null
	case string:
		if kind.Is(tftypes.String) {
			return tftypes.NewValue(kind, x)
		}
	case bool:
		if kind.Is(tftypes.Bool) {
			return tftypes.NewValue(kind, x)
		}
	case int:
		return typed(kind, float64(x))
	case float64:
		if kind.Is(tftypes.Number) {
			return tftypes.NewValue(kind, x)
		}
	case []string:
		list := []any{}
		for _, each := range x {
			list = append(list, each)
		}
		return typed(kind, list)
	case map[string]string:
		members := map[string]any{}
		for name, each := range x {
			members[name] = each
		}
		return typed(kind, members)
	case []any:
		return typedList(kind, x)
	case map[string]any:
		return typedMembers(kind, x)
	}
	return null
}

func typedList(kind tftypes.Type, from []any) tftypes.Value {
	var element tftypes.Type
	switch of := kind.(type) {
	case tftypes.List:
		element = of.ElementType
	case tftypes.Set:
		element = of.ElementType
	default:
		return tftypes.NewValue(kind, nil)
	}
	list := []tftypes.Value{}
	for _, each := range from {
		list = append(list, typed(element, each))
	}
	return tftypes.NewValue(kind, list)
}

func typedMembers(kind tftypes.Type, from map[string]any) tftypes.Value {
	members := map[string]tftypes.Value{}
	switch of := kind.(type) {
	case tftypes.Map:
		for name, each := range from {
			members[name] = typed(of.ElementType, each)
		}
	case tftypes.Object:
		for name, member := range of.AttributeTypes {
			members[name] = typed(member, from[name])
		}
	default:
		return tftypes.NewValue(kind, nil)
	}
	return tftypes.NewValue(kind, members)
}

// madeUp is the same for the same seed.
func madeUp(seed string, kind tftypes.Type) tftypes.Value {
	hash := fnv.New32a()
	hash.Write([]byte(seed))
	switch of := kind.(type) {
	case tftypes.List:
		list := []tftypes.Value{}
		for index := range 3 {
			list = append(list, madeUp(fmt.Sprint(seed, index), of.ElementType))
		}
		return tftypes.NewValue(kind, list)
	case tftypes.Set:
		return tftypes.NewValue(kind, []tftypes.Value{madeUp(seed, of.ElementType)})
	case tftypes.Map:
		return tftypes.NewValue(kind, map[string]tftypes.Value{})
	case tftypes.Object:
		members := map[string]tftypes.Value{}
		for name, member := range of.AttributeTypes {
			members[name] = madeUp(seed+"."+name, member)
		}
		return tftypes.NewValue(kind, members)
	}
	switch {
	case kind.Is(tftypes.String):
		return tftypes.NewValue(kind, fmt.Sprintf("made-up-%08x", hash.Sum32()))
	case kind.Is(tftypes.Number):
		return tftypes.NewValue(kind, 0)
	case kind.Is(tftypes.Bool):
		return tftypes.NewValue(kind, false)
	}
	return tftypes.NewValue(kind, nil)
}

// sameJSON tells whether two documents mean the same, whatever their layout.
func sameJSON(one, other string) bool {
	var left, right any
	if json.Unmarshal([]byte(one), &left) != nil || json.Unmarshal([]byte(other), &right) != nil {
		return one == other
	}
	return reflect.DeepEqual(left, right)
}

// found is what is there: as it was written, where that means the same.
func found(written, there string) string {
	if sameJSON(written, there) {
		return written
	}
	return there
}
