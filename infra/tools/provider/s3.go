package main

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

func s3(c *cloud, method, bucket, query string, body any) ([]byte, error) {
	var text []byte
	switch x := body.(type) {
	case nil:
	case string:
		text = []byte(x)
	default:
		var err error
		if text, err = xml.Marshal(x); err != nil {
			return nil, err
		}
	}
	path := "/" + bucket
	if query != "" {
		path += "?" + query
	}
	return c.send("s3", method+" "+path, method, path, nil, text)
}

func createBucket(c *cloud, v values) (values, error) {
	name := v.text("bucket")
	var location any
	if c.region != "us-east-1" {
		location = fmt.Sprintf(`<CreateBucketConfiguration><LocationConstraint>%s</LocationConstraint></CreateBucketConfiguration>`, c.region)
	}
	if _, err := s3(c, http.MethodPut, name, "", location); err != nil {
		return nil, err
	}
	return values{
		"id": name, "arn": "arn:aws:s3:::" + name, "bucket_domain_name": name + ".s3.amazonaws.com",
		"bucket_regional_domain_name": name + ".s3." + c.region + ".amazonaws.com",
	}, nil
}

// bucketPart is a resource that sets one document of a bucket.
func bucketPart(query string, document func(values) string, read func(values, []byte) values) kind {
	set := func(c *cloud, v values) (values, error) {
		_, err := s3(c, http.MethodPut, v.text("bucket"), query, document(v))
		return values{"id": v.text("bucket")}, err
	}
	return kind{
		create: set,
		read: func(c *cloud, v values) (values, error) {
			text, err := s3(c, http.MethodGet, v.text("bucket"), query, nil)
			if err != nil || read == nil {
				return nil, err
			}
			return read(v, text), nil
		},
		update: func(c *cloud, v, _ values) (values, error) { return set(c, v) },
		remove: func(c *cloud, v values) error {
			_, err := s3(c, http.MethodDelete, v.text("bucket"), query, nil)
			return err
		},
		fixed: []string{"bucket"},
	}
}

func publicAccess(v values) string {
	return fmt.Sprintf("<PublicAccessBlockConfiguration><BlockPublicAcls>%t</BlockPublicAcls><IgnorePublicAcls>%t</IgnorePublicAcls><BlockPublicPolicy>%t</BlockPublicPolicy><RestrictPublicBuckets>%t</RestrictPublicBuckets></PublicAccessBlockConfiguration>",
		v.flag("block_public_acls"), v.flag("ignore_public_acls"), v.flag("block_public_policy"), v.flag("restrict_public_buckets"))
}

func encryption(v values) string {
	algorithm := v.block("rule").block("apply_server_side_encryption_by_default").text("sse_algorithm")
	return "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>" + algorithm +
		"</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"
}

func cors(v values) string {
	text := "<CORSConfiguration>"
	for _, rule := range v.blocks("cors_rule") {
		text += "<CORSRule>"
		for _, part := range []struct{ ours, theirs string }{
			{"allowed_origins", "AllowedOrigin"}, {"allowed_methods", "AllowedMethod"},
			{"allowed_headers", "AllowedHeader"}, {"expose_headers", "ExposeHeader"},
		} {
			for _, each := range rule.texts(part.ours) {
				text += "<" + part.theirs + ">" + each + "</" + part.theirs + ">"
			}
		}
		if age, said := rule.number("max_age_seconds"); said {
			text += "<MaxAgeSeconds>" + strconv.Itoa(age) + "</MaxAgeSeconds>"
		}
		text += "</CORSRule>"
	}
	return text + "</CORSConfiguration>"
}

func lifecycle(v values) string {
	text := "<LifecycleConfiguration>"
	for _, rule := range v.blocks("rule") {
		text += "<Rule><ID>" + rule.text("id") + "</ID><Filter><Prefix></Prefix></Filter><Status>" + rule.text("status") + "</Status>"
		if days, said := rule.block("abort_incomplete_multipart_upload").number("days_after_initiation"); said {
			text += fmt.Sprintf("<AbortIncompleteMultipartUpload><DaysAfterInitiation>%d</DaysAfterInitiation></AbortIncompleteMultipartUpload>", days)
		}
		if days, said := rule.block("noncurrent_version_expiration").number("noncurrent_days"); said {
			text += fmt.Sprintf("<NoncurrentVersionExpiration><NoncurrentDays>%d</NoncurrentDays></NoncurrentVersionExpiration>", days)
		}
		text += "</Rule>"
	}
	return text + "</LifecycleConfiguration>"
}

func versioning(v values) string {
	status := v.block("versioning_configuration").text("status")
	return "<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>"
}

func init() {
	versions := bucketPart("versioning", versioning, nil)
	// It cannot be taken away; it goes with the bucket.
	versions.remove = func(*cloud, values) error { return nil }
	addKinds(map[string]kind{
		"aws_s3_bucket": {
			create: createBucket,
			read: func(c *cloud, v values) (values, error) {
				_, err := s3(c, http.MethodHead, v.text("bucket"), "", nil)
				return nil, err
			},
			update: func(*cloud, values, values) (values, error) { return nil, nil },
			remove: func(c *cloud, v values) error {
				_, err := s3(c, http.MethodDelete, v.text("bucket"), "", nil)
				return err
			},
			fixed: []string{"bucket"},
		},
		"aws_s3_bucket_public_access_block":                  bucketPart("publicAccessBlock", publicAccess, nil),
		"aws_s3_bucket_server_side_encryption_configuration": bucketPart("encryption", encryption, nil),
		"aws_s3_bucket_cors_configuration":                   bucketPart("cors", cors, nil),
		"aws_s3_bucket_lifecycle_configuration":              bucketPart("lifecycle", lifecycle, nil),
		"aws_s3_bucket_versioning":                           versions,
		"aws_s3_bucket_policy": bucketPart("policy", func(v values) string { return v.text("policy") },
			func(v values, text []byte) values {
				return values{"policy": found(v.text("policy"), strings.TrimSpace(string(text)))}
			}),
	})
}
