//! peer WORLD SECONDS: messages that web-push encrypts in a second of the processor, on one thread.
//! Its signature is a value of its own, so it is made once.
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use web_push::{
    request_builder::build_request, ContentEncoding, SubscriptionInfo, VapidSignatureBuilder,
    WebPushMessageBuilder,
};

type Failure = Box<dyn std::error::Error>;

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct World {
    subject: String,
    private_key: String,
    payload: String,
    subscriptions: Vec<SubscriptionInfo>,
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let world: World = serde_json::from_str(&std::fs::read_to_string(&arguments[1])?)?;
    let seconds = Duration::from_secs_f64(arguments[2].parse()?);
    let mut signing =
        VapidSignatureBuilder::from_base64(&world.private_key, &world.subscriptions[0])?;
    signing.add_claim("sub", format!("mailto:{}", world.subject));
    let signature = signing.build()?;

    let request = |at: usize| -> Result<(), Failure> {
        let subscription = &world.subscriptions[at % world.subscriptions.len()];
        let mut builder = WebPushMessageBuilder::new(subscription);
        builder.set_ttl(86400);
        builder.set_topic("daily".into());
        builder.set_payload(ContentEncoding::Aes128Gcm, world.payload.as_bytes());
        builder.set_vapid_signature(signature.clone());
        let made = build_request::<Vec<u8>>(builder.build()?);
        if made.body().len() < world.payload.len() || !made.headers().contains_key("authorization")
        {
            return Err("no request".into());
        }
        Ok(())
    };
    for at in 0..world.subscriptions.len() {
        request(at)?;
    }
    let (mut made, began, used) = (0, Instant::now(), ProcessTime::now());
    while began.elapsed() < seconds {
        request(made)?;
        made += 1;
    }
    println!(
        "{:.1} VAPID header cached",
        made as f64 / used.elapsed().as_secs_f64()
    );
    Ok(())
}
