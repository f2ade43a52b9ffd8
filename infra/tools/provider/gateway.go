package main

import (
	"net/http"
	"strings"
)

// apiPart is a part of an HTTP API: what is asked for, and the name of its id in the answer.
func apiPart(path, id string, request func(values) object) kind {
	place := func(v values) string {
		whole := strings.ReplaceAll("/v2/apis/{api}/"+path, "{api}", v.text("api_id"))
		return whole
	}
	one := func(v values) string { return place(v) + "/" + strings.ReplaceAll(v.text("id"), "$", "%24") }
	return kind{
		create: func(c *cloud, v values) (values, error) {
			answer, err := c.rest("apigateway", http.MethodPost, place(v), request(v))
			if err != nil {
				return nil, err
			}
			return values{"id": answer.text(id)}, nil
		},
		read: func(c *cloud, v values) (values, error) {
			_, err := c.rest("apigateway", http.MethodGet, one(v), nil)
			return nil, err
		},
		update: func(c *cloud, v, _ values) (values, error) {
			_, err := c.rest("apigateway", http.MethodPatch, one(v), request(v))
			return nil, err
		},
		remove: func(c *cloud, v values) error {
			_, err := c.rest("apigateway", http.MethodDelete, one(v), nil)
			return err
		},
		fixed: []string{"api_id", "name", "route_key"},
	}
}

func apiOf(v values) object {
	api := object{"name": v.text("name"), "protocolType": v.text("protocol_type")}
	if cors := v.block("cors_configuration"); len(cors) > 0 {
		age, _ := cors.number("max_age")
		api["corsConfiguration"] = object{
			"allowOrigins": cors.texts("allow_origins"), "allowMethods": cors.texts("allow_methods"),
			"allowHeaders": cors.texts("allow_headers"), "exposeHeaders": cors.texts("expose_headers"),
			"maxAge": age,
		}
	}
	return api
}

func authorizerOf(v values) object {
	jwt := v.block("jwt_configuration")
	return object{
		"name": v.text("name"), "authorizerType": v.text("authorizer_type"),
		"identitySource":   v.texts("identity_sources"),
		"jwtConfiguration": object{"issuer": jwt.text("issuer"), "audience": jwt.texts("audience")},
	}
}

func integrationOf(v values) object {
	return object{
		"integrationType": v.text("integration_type"), "integrationMethod": v.text("integration_method"),
		"integrationUri": v.text("integration_uri"), "connectionType": v.text("connection_type"),
		"connectionId": v.text("connection_id"), "payloadFormatVersion": v.text("payload_format_version"),
		"requestParameters": v.textMap("request_parameters"),
	}
}

func routeOf(v values) object {
	route := object{"routeKey": v.text("route_key"), "target": v.text("target")}
	if kind := v.text("authorization_type"); kind != "" {
		route["authorizationType"] = kind
	}
	if id := v.text("authorizer_id"); id != "" {
		route["authorizerId"] = id
	}
	return route
}

func stageOf(v values) object {
	settings := v.block("default_route_settings")
	burst, _ := settings.number("throttling_burst_limit")
	rate, _ := settings.number("throttling_rate_limit")
	log := v.block("access_log_settings")
	return object{
		"stageName": v.text("name"), "autoDeploy": v.flag("auto_deploy"),
		"defaultRouteSettings": object{"throttlingBurstLimit": burst, "throttlingRateLimit": rate},
		"accessLogSettings":    object{"destinationArn": log.text("destination_arn"), "format": log.text("format")},
	}
}

func init() {
	api := "/v2/apis"
	addKinds(map[string]kind{
		"aws_apigatewayv2_api": {
			create: func(c *cloud, v values) (values, error) {
				answer, err := c.rest("apigateway", http.MethodPost, api, apiOf(v))
				if err != nil {
					return nil, err
				}
				id := answer.text("apiId")
				arn := "arn:aws:execute-api:" + c.region + ":" + c.account + ":" + id
				return values{
					"id": id, "api_endpoint": answer.text("apiEndpoint"), "execution_arn": arn,
					"arn": "arn:aws:apigateway:" + c.region + "::/apis/" + id,
				}, nil
			},
			read: func(c *cloud, v values) (values, error) {
				_, err := c.rest("apigateway", http.MethodGet, api+"/"+v.text("id"), nil)
				return nil, err
			},
			update: func(c *cloud, v, _ values) (values, error) {
				_, err := c.rest("apigateway", http.MethodPatch, api+"/"+v.text("id"), apiOf(v))
				return nil, err
			},
			remove: func(c *cloud, v values) error {
				_, err := c.rest("apigateway", http.MethodDelete, api+"/"+v.text("id"), nil)
				return err
			},
			fixed: []string{"name", "protocol_type"},
		},
		"aws_apigatewayv2_authorizer":  apiPart("authorizers", "authorizerId", authorizerOf),
		"aws_apigatewayv2_integration": apiPart("integrations", "integrationId", integrationOf),
		"aws_apigatewayv2_route":       apiPart("routes", "routeId", routeOf),
		"aws_apigatewayv2_stage":       apiPart("stages", "stageName", stageOf),
	})
}
