package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type server struct {
	schema *tfprotov5.GetProviderSchemaResponse
	cloud  *cloud // absent where no endpoint is configured: then nothing can be applied
	region string
	tags   map[string]string
}

func newServer() (*server, error) {
	schema, err := readSchema()
	return &server{schema: schema}, err
}

var errNotServed = errors.New("not served by the stand-in provider")

func failed(summary string, err error) []*tfprotov5.Diagnostic {
	return []*tfprotov5.Diagnostic{{
		Severity: tfprotov5.DiagnosticSeverityError, Summary: summary, Detail: err.Error(),
	}}
}

// encoded panics where a value does not fit its schema: a defect of this program.
func encoded(kind tftypes.Type, value tftypes.Value) *tfprotov5.DynamicValue {
	dynamic, err := tfprotov5.NewDynamicValue(kind, value)
	if err != nil {
		panic(err)
	}
	return &dynamic
}

func members(value tftypes.Value) map[string]tftypes.Value {
	all := map[string]tftypes.Value{}
	if value.IsKnown() && !value.IsNull() {
		_ = value.As(&all)
	}
	return all
}

func (s *server) ConfigureProvider(_ context.Context, r *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	config, err := r.Config.Unmarshal(s.schema.Provider.ValueType())
	if err != nil {
		return nil, err
	}
	settings := valuesOf(config)
	s.region = settings.text("region")
	s.tags = settings.block("default_tags").textMap("tags")
	for _, each := range settings.block("endpoints") {
		if endpoint, ok := each.(string); ok && endpoint != "" {
			if s.cloud, err = newCloud(endpoint, s.region); err != nil {
				return &tfprotov5.ConfigureProviderResponse{Diagnostics: failed("endpoints", err)}, nil
			}
			break
		}
	}
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (s *server) UpgradeResourceState(_ context.Context, r *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	kind := s.schema.ResourceSchemas[r.TypeName].ValueType()
	ignore := tfprotov5.UnmarshalOpts{ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true}}
	value, err := r.RawState.UnmarshalWithOpts(kind, ignore)
	if err != nil {
		return nil, err
	}
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: encoded(kind, value)}, nil
}

func (s *server) ReadResource(_ context.Context, r *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	kind, carriedOut := kinds[r.TypeName]
	if !carriedOut || s.cloud == nil {
		return &tfprotov5.ReadResourceResponse{NewState: r.CurrentState, Private: r.Private}, nil
	}
	schema := s.schema.ResourceSchemas[r.TypeName]
	value, err := r.CurrentState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	there, err := kind.read(s.cloud, valuesOf(value))
	if isMissing(err) {
		null := tftypes.NewValue(schema.ValueType(), nil)
		return &tfprotov5.ReadResourceResponse{NewState: encoded(schema.ValueType(), null)}, nil
	}
	if err != nil {
		return &tfprotov5.ReadResourceResponse{Diagnostics: failed(r.TypeName, err)}, nil
	}
	return &tfprotov5.ReadResourceResponse{
		NewState: encoded(schema.ValueType(), overlaid(schema, value, there)), Private: r.Private,
	}, nil
}

// overlaid is `value` with those attributes and blocks that `there` has.
func overlaid(schema *tfprotov5.Schema, value tftypes.Value, there values) tftypes.Value {
	all := members(value)
	for name, each := range there {
		if old, known := all[name]; known {
			all[name] = typed(old.Type(), each)
		}
	}
	return tftypes.NewValue(schema.ValueType(), all)
}

func (s *server) PlanResourceChange(_ context.Context, r *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	schema := s.schema.ResourceSchemas[r.TypeName]
	proposed, err := r.ProposedNewState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	if proposed.IsNull() {
		return &tfprotov5.PlanResourceChangeResponse{PlannedState: r.ProposedNewState}, nil
	}
	priorValue, err := r.PriorState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	prior, all := members(priorValue), members(proposed)
	for _, each := range schema.Block.Attributes {
		if !each.Computed || !all[each.Name].IsKnown() || !all[each.Name].IsNull() {
			continue
		}
		all[each.Name] = tftypes.NewValue(each.Type, tftypes.UnknownValue)
		if old, known := prior[each.Name]; known {
			all[each.Name] = old
		}
	}
	if kind, tagged := all["tags_all"]; tagged {
		config, err := r.Config.Unmarshal(schema.ValueType())
		if err != nil {
			return nil, err
		}
		all["tags"] = members(config)["tags"]
		all["tags_all"] = s.allTags(all["tags"], kind.Type())
	}
	answer := &tfprotov5.PlanResourceChangeResponse{UnsafeToUseLegacyTypeSystem: true}
	if !priorValue.IsNull() {
		answer.RequiresReplace = replacements(kinds[r.TypeName], prior, all)
	}
	planned := tftypes.NewValue(schema.ValueType(), all)
	answer.PlannedState = encoded(schema.ValueType(), planned)
	return answer, nil
}

func (s *server) allTags(own tftypes.Value, kind tftypes.Type) tftypes.Value {
	if !own.IsFullyKnown() {
		return tftypes.NewValue(kind, tftypes.UnknownValue)
	}
	all := map[string]any{}
	for name, each := range s.tags {
		all[name] = each
	}
	for name, each := range members(own) {
		all[name] = plain(each)
	}
	return typed(kind, all)
}

// replacements are the attributes that changed and cannot be changed in place.
func replacements(kind kind, prior, planned map[string]tftypes.Value) []*tftypes.AttributePath {
	var paths []*tftypes.AttributePath
	for name, value := range planned {
		fixed := kind.update == nil && name != "tags" && name != "tags_all"
		for _, each := range kind.fixed {
			fixed = fixed || each == name
		}
		if kind.create == nil || !fixed || reflect.DeepEqual(plain(value), plain(prior[name])) && value.IsKnown() {
			continue
		}
		paths = append(paths, tftypes.NewAttributePath().WithAttributeName(name))
	}
	return paths
}

func (s *server) ApplyResourceChange(_ context.Context, r *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	schema := s.schema.ResourceSchemas[r.TypeName]
	planned, err := r.PlannedState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	kind, carriedOut := kinds[r.TypeName]
	if !carriedOut {
		return applied(schema, settled(planned, r.TypeName, nil)), nil
	}
	if s.cloud == nil {
		return refused(r, errors.New("no endpoint is configured: this provider is for emulators, not for AWS")), nil
	}
	prior, err := r.PriorState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	if planned.IsNull() {
		if err := kind.remove(s.cloud, valuesOf(prior)); err != nil && !isMissing(err) {
			return refused(r, err), nil
		}
		return applied(schema, planned), nil
	}
	var made values
	if prior.IsNull() {
		made, err = kind.create(s.cloud, valuesOf(planned))
	} else if kind.update != nil {
		made, err = kind.update(s.cloud, valuesOf(planned), valuesOf(prior))
	}
	if err != nil {
		return refused(r, err), nil
	}
	if made == nil {
		made = values{}
	}
	made["region"] = s.region
	return applied(schema, settled(planned, "", made)), nil
}

func applied(schema *tfprotov5.Schema, value tftypes.Value) *tfprotov5.ApplyResourceChangeResponse {
	return &tfprotov5.ApplyResourceChangeResponse{
		NewState: encoded(schema.ValueType(), value), UnsafeToUseLegacyTypeSystem: true,
	}
}

func refused(r *tfprotov5.ApplyResourceChangeRequest, err error) *tfprotov5.ApplyResourceChangeResponse {
	return &tfprotov5.ApplyResourceChangeResponse{NewState: r.PriorState, Diagnostics: failed(r.TypeName, err)}
}

// settled has no unknown values: they become what `made` says, or null; without `made` they are
// made up.
func settled(planned tftypes.Value, seed string, made values) tftypes.Value {
	if made != nil {
		all := members(planned)
		for name, value := range all {
			if each, said := made[name]; said && !value.IsFullyKnown() {
				all[name] = typed(value.Type(), each)
			}
		}
		planned = tftypes.NewValue(planned.Type(), all)
	}
	settle := func(path *tftypes.AttributePath, each tftypes.Value) (tftypes.Value, error) {
		if each.IsKnown() {
			return each, nil
		}
		if made != nil {
			return tftypes.NewValue(each.Type(), nil), nil
		}
		return madeUp(fmt.Sprint(seed, planned, path), each.Type()), nil
	}
	value, err := tftypes.Transform(planned, settle)
	if err != nil {
		panic(err)
	}
	return value
}

func (s *server) ReadDataSource(_ context.Context, r *tfprotov5.ReadDataSourceRequest) (*tfprotov5.ReadDataSourceResponse, error) {
	schema := s.schema.DataSourceSchemas[r.TypeName]
	config, err := r.Config.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	there := values{}
	if read, known := sources[r.TypeName]; known && s.cloud != nil {
		if there, err = read(s.cloud, valuesOf(config)); err != nil {
			return &tfprotov5.ReadDataSourceResponse{Diagnostics: failed(r.TypeName, err)}, nil
		}
	}
	all := members(config)
	for _, each := range schema.Block.Attributes {
		value, said := there[each.Name]
		switch {
		case said:
			all[each.Name] = typed(each.Type, value)
		case each.Computed && all[each.Name].IsNull():
			all[each.Name] = madeUp(r.TypeName+each.Name, each.Type)
		}
	}
	value := tftypes.NewValue(schema.ValueType(), all)
	return &tfprotov5.ReadDataSourceResponse{State: encoded(schema.ValueType(), value)}, nil
}
