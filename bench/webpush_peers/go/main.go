// peer WORLD SECONDS: messages that webpush-go encrypts in a second of the processor, on one thread. It has no other
// call than the one that sends, so nothing is sent by a client that answers at once; and it signs
// for each message, having no place for a header that was made before.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"
)

type world struct {
	Subject, PublicKey, PrivateKey, Payload string
	Subscriptions                           []webpush.Subscription
}

type nobody struct{}

func (nobody) RoundTrip(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil || len(body) < 220 || request.Header.Get("Authorization") == "" {
		return nil, fmt.Errorf("no request to send: %d bytes, %w", len(body), err)
	}
	return &http.Response{StatusCode: 201, Body: http.NoBody, Request: request}, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// With that of the garbage collector.
func processorTime() time.Duration {
	var used syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func main() {
	runtime.GOMAXPROCS(1)
	text, err := os.ReadFile(os.Args[1])
	must(err)
	seconds, err := strconv.ParseFloat(os.Args[2], 64)
	must(err)
	var given world
	must(json.NewDecoder(bytes.NewReader(text)).Decode(&given))
	options := &webpush.Options{
		HTTPClient:      &http.Client{Transport: nobody{}},
		Subscriber:      given.Subject,
		VAPIDPublicKey:  given.PublicKey,
		VAPIDPrivateKey: given.PrivateKey,
		TTL:             86400,
		Topic:           "daily",
		// As much as the message needs: by default it is padded to 4 kB, which no other peer does.
		RecordSize: uint32(len(given.Payload) + 1 + 16 + 86),
	}
	payload := []byte(given.Payload)
	send := func(at int) {
		subscription := &given.Subscriptions[at%len(given.Subscriptions)]
		response, err := webpush.SendNotification(payload, subscription, options)
		must(err)
		response.Body.Close()
	}
	for at := range given.Subscriptions {
		send(at)
	}
	sent, began, used := 0, time.Now(), processorTime()
	for time.Since(began).Seconds() < seconds {
		send(sent)
		sent++
	}
	fmt.Printf("%.1f signed for each message\n", float64(sent)/(processorTime()-used).Seconds())
}
