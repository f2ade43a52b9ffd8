package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"os"
)

const functionsPath = "/2015-03-31/functions"

func functionPath(name string) string { return functionsPath + "/" + url.PathEscape(name) }

func configurationOf(v values) object {
	configuration := object{
		"Role": v.text("role"), "Handler": v.text("handler"), "Runtime": v.text("runtime"),
		"Environment": object{"Variables": v.block("environment").textMap("variables")},
	}
	for ours, theirs := range map[string]string{"memory_size": "MemorySize", "timeout": "Timeout"} {
		if number, said := v.number(ours); said {
			configuration[theirs] = number
		}
	}
	return configuration
}

func codeOf(v values) (object, error) {
	archive, err := os.ReadFile(v.text("filename"))
	if err != nil {
		return nil, err
	}
	return object{"ZipFile": base64.StdEncoding.EncodeToString(archive)}, nil
}

func reserve(c *cloud, v values) error {
	number, said := v.number("reserved_concurrent_executions")
	if !said || number < 0 {
		return nil
	}
	path := "/2017-10-31/functions/" + v.text("function_name") + "/concurrency"
	_, err := c.rest("lambda", http.MethodPut, path, object{"ReservedConcurrentExecutions": number})
	return err
}

func createFunction(c *cloud, v values) (values, error) {
	request := configurationOf(v)
	code, err := codeOf(v)
	if err != nil {
		return nil, err
	}
	request["FunctionName"], request["Code"] = v.text("function_name"), code
	request["Architectures"] = v.texts("architectures")
	answer, err := c.rest("lambda", http.MethodPost, functionsPath, request)
	if err != nil {
		return nil, err
	}
	arn := answer.text("FunctionArn")
	invoke := fmt.Sprintf("arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations", c.region, arn)
	return values{"id": v.text("function_name"), "arn": arn, "invoke_arn": invoke}, reserve(c, v)
}

func updateFunction(c *cloud, v, prior values) (values, error) {
	path := functionPath(v.text("function_name"))
	if _, err := c.rest("lambda", http.MethodPut, path+"/configuration", configurationOf(v)); err != nil {
		return nil, err
	}
	if v.text("source_code_hash") != prior.text("source_code_hash") {
		code, err := codeOf(v)
		if err != nil {
			return nil, err
		}
		if _, err := c.rest("lambda", http.MethodPut, path+"/code", code); err != nil {
			return nil, err
		}
	}
	return nil, reserve(c, v)
}

func readFunction(c *cloud, v values) (values, error) {
	answer, err := c.rest("lambda", http.MethodGet, functionPath(v.text("function_name"))+"/configuration", nil)
	if err != nil {
		return nil, err
	}
	return values{"arn": answer.text("FunctionArn"), "role": answer.text("Role"), "handler": answer.text("Handler")}, nil
}

func permit(c *cloud, v values) (values, error) {
	_, err := c.rest("lambda", http.MethodPost, functionPath(v.text("function_name"))+"/policy", object{
		"StatementId": v.text("statement_id"), "Action": v.text("action"),
		"Principal": v.text("principal"), "SourceArn": v.text("source_arn"),
	})
	return values{"id": v.text("statement_id")}, err
}

func createMapping(c *cloud, v values) (values, error) {
	batch, _ := v.number("batch_size")
	request := object{
		"EventSourceArn": v.text("event_source_arn"), "FunctionName": v.text("function_name"),
		"BatchSize": batch, "FunctionResponseTypes": v.texts("function_response_types"), "Enabled": true,
	}
	if most, said := v.block("scaling_config").number("maximum_concurrency"); said {
		request["ScalingConfig"] = object{"MaximumConcurrency": most}
	}
	answer, err := c.rest("lambda", http.MethodPost, "/2015-03-31/event-source-mappings", request)
	if err != nil {
		return nil, err
	}
	return values{"id": answer.text("UUID"), "uuid": answer.text("UUID"), "function_arn": answer.text("FunctionArn")}, nil
}

func mapping(c *cloud, method string, v values) (values, error) {
	return c.rest("lambda", method, "/2015-03-31/event-source-mappings/"+v.text("uuid"), nil)
}

func init() {
	addKinds(map[string]kind{
		"aws_lambda_function": {
			create: createFunction, read: readFunction, update: updateFunction,
			remove: func(c *cloud, v values) error {
				_, err := c.rest("lambda", http.MethodDelete, functionPath(v.text("function_name")), nil)
				return err
			},
			fixed: []string{"function_name", "architectures"},
		},
		"aws_lambda_permission": {
			create: permit,
			read: func(c *cloud, v values) (values, error) {
				_, err := c.rest("lambda", http.MethodGet, functionPath(v.text("function_name"))+"/policy", nil)
				return nil, err
			},
			remove: func(c *cloud, v values) error {
				path := functionPath(v.text("function_name")) + "/policy/" + url.PathEscape(v.text("statement_id"))
				_, err := c.rest("lambda", http.MethodDelete, path, nil)
				return err
			},
		},
		"aws_lambda_event_source_mapping": {
			create: createMapping,
			read: func(c *cloud, v values) (values, error) {
				_, err := mapping(c, http.MethodGet, v)
				return nil, err
			},
			remove: func(c *cloud, v values) error {
				_, err := mapping(c, http.MethodDelete, v)
				return err
			},
		},
	})
}
