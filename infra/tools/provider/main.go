// Command terraform-provider-aws stands in for the hashicorp/aws provider: it has that provider's
// schema, and carries out the resource types of kinds.go against an emulator on this machine.
// Everything else gets made-up values. It never talks to AWS.
//
//	terraform-provider-aws -kinds    prints the types that are carried out
package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

func main() {
	if slices.Contains(os.Args[1:], "-kinds") {
		for _, name := range kindNames() {
			fmt.Println(name)
		}
		return
	}
	provider, err := newServer()
	if err == nil {
		serve := func() tfprotov5.ProviderServer { return provider }
		err = tf5server.Serve("registry.terraform.io/hashicorp/aws", serve)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
