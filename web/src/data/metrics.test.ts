import { parseMetrics } from "./metrics";

describe("parseMetrics", () => {
  it("reads names, labels and values", () => {
    const samples = parseMetrics(
      [
        "# HELP requests_total Requests.",
        "# TYPE requests_total counter",
        'requests_total{method="GET",route="/users/{userId}",status="200"} 12',
        'requests_total{method="POST",route="/posts",status="201"} 3 1764000000000',
        "memory_bytes 5.2e+07",
        'late_bucket{le="+Inf"} 4',
        "endless +Inf",
        "",
      ].join("\n"),
    );
    expect(samples.get("requests_total")).toEqual([
      { labels: { method: "GET", route: "/users/{userId}", status: "200" }, value: 12 },
      { labels: { method: "POST", route: "/posts", status: "201" }, value: 3 },
    ]);
    expect(samples.get("memory_bytes")).toEqual([{ labels: {}, value: 5.2e7 }]);
    expect(samples.get("late_bucket")?.[0]?.labels).toEqual({ le: "+Inf" });
    expect(samples.get("endless")?.[0]?.value).toBe(Infinity);
  });

  it("reads escaped labels, with commas and braces in them", () => {
    const samples = parseMetrics('x{a="one, \\"two\\" } \\\\ three\\nfour",b=""} 1');
    expect(samples.get("x")?.[0]?.labels).toEqual({ a: 'one, "two" } \\ three\nfour', b: "" });
  });

  it("leaves out what is no sample", () => {
    expect(parseMetrics('<html>\n{}\nname\n{a="b"} 1').size).toBe(0);
  });
});
