package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// cloud is an emulator, asked with signed requests.
type cloud struct {
	endpoint, region, account string
	credentials               aws.Credentials
	signer                    *v4.Signer
}

// newCloud refuses what is not on this machine.
func newCloud(endpoint, region string) (*cloud, error) {
	address, err := url.Parse(endpoint)
	if err != nil {
		return nil, err
	}
	ip := net.ParseIP(address.Hostname())
	if address.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("%s is not on this machine", endpoint)
	}
	c := &cloud{
		endpoint: strings.TrimRight(endpoint, "/"),
		region:   region,
		credentials: aws.Credentials{
			AccessKeyID:     os.Getenv("AWS_ACCESS_KEY_ID"),
			SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
			SessionToken:    os.Getenv("AWS_SESSION_TOKEN"),
		},
		signer: v4.NewSigner(),
	}
	identity, err := c.query("sts", "2011-06-15", "GetCallerIdentity", nil)
	if err != nil {
		return nil, err
	}
	c.account = identity.text("Account")
	return c, nil
}

// refusal is an answer that is no success.
type refusal struct {
	operation, code string
	status          int
	body            string
}

func (r *refusal) Error() string {
	return fmt.Sprintf("%s: %s (%d): %s", r.operation, r.code, r.status, r.body)
}

func isMissing(err error) bool {
	var answer *refusal
	if !errors.As(err, &answer) {
		return false
	}
	for _, sign := range []string{"NotFound", "NoSuch", "NonExistent", "DoesNotExist"} {
		if strings.Contains(answer.code, sign) {
			return true
		}
	}
	return answer.status == http.StatusNotFound
}

func (c *cloud) send(service, operation, method, path string, headers map[string]string, body []byte) ([]byte, error) {
	request, err := http.NewRequest(method, c.endpoint+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	request.Header.Set("X-Amz-Content-Sha256", digest)
	if err := c.signer.SignHTTP(context.Background(), c.credentials, request, digest, service, c.region, time.Now()); err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode/100 != 2 {
		return nil, &refusal{service + " " + operation, errorCode(response, answer), response.StatusCode, string(answer)}
	}
	return answer, nil
}

func errorCode(response *http.Response, body []byte) string {
	code := response.Header.Get("X-Amzn-Errortype")
	var document map[string]any
	if json.Unmarshal(body, &document) == nil {
		if said, ok := document["__type"].(string); ok {
			code = said
		}
	} else if said := readXML(body).text("Code"); said != "" {
		code = said
	}
	return code[strings.LastIndex(code, "#")+1:]
}

// json asks a service of the JSON protocol: `target` is the prefix of X-Amz-Target.
func (c *cloud) json(service, target, operation string, request any) (values, error) {
	body, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	version := "application/x-amz-json-1.1"
	if service == "dynamodb" || service == "sqs" {
		version = "application/x-amz-json-1.0"
	}
	headers := map[string]string{"Content-Type": version, "X-Amz-Target": target + "." + operation}
	return document(c.send(service, operation, http.MethodPost, "/", headers, body))
}

// rest asks a service of the REST protocol with JSON.
func (c *cloud) rest(service, method, path string, request any) (values, error) {
	var body []byte
	if request != nil {
		var err error
		if body, err = json.Marshal(request); err != nil {
			return nil, err
		}
	}
	headers := map[string]string{"Content-Type": "application/json"}
	return document(c.send(service, method+" "+path, method, path, headers, body))
}

func document(answer []byte, err error) (values, error) {
	if err != nil || len(bytes.TrimSpace(answer)) == 0 {
		return nil, err
	}
	var members values
	return members, json.Unmarshal(answer, &members)
}

// query asks a service of the query protocol.
func (c *cloud) query(service, version, action string, parameters map[string]string) (*element, error) {
	form := url.Values{"Action": {action}, "Version": {version}}
	for name, value := range parameters {
		form.Set(name, value)
	}
	headers := map[string]string{"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
	answer, err := c.send(service, action, http.MethodPost, "/", headers, []byte(form.Encode()))
	if err != nil {
		return nil, err
	}
	return readXML(answer), nil
}

// element is one of XML, whatever its namespace.
type element struct {
	XMLName  xml.Name
	Text     string    `xml:",chardata"`
	Children []element `xml:",any"`
}

// readXML gives an empty element where the text is no XML.
func readXML(text []byte) *element {
	root := &element{}
	if xml.Unmarshal(text, root) != nil {
		return &element{}
	}
	return root
}

// find is the first element of that name, at any depth.
func (e *element) find(name string) *element {
	if e.XMLName.Local == name {
		return e
	}
	for index := range e.Children {
		if match := e.Children[index].find(name); match != nil {
			return match
		}
	}
	return nil
}

func (e *element) text(name string) string {
	if match := e.find(name); match != nil {
		return strings.TrimSpace(match.Text)
	}
	return ""
}

// entries reads a map that is written as entry/key/value.
func (e *element) entries() map[string]string {
	all := map[string]string{}
	var walk func(*element)
	walk = func(at *element) {
		if at.XMLName.Local == "entry" {
			all[at.text("key")] = at.text("value")
			return
		}
		for index := range at.Children {
			walk(&at.Children[index])
		}
	}
	walk(e)
	return all
}
