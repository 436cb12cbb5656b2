//! What Stripe answers with.

use serde_json::{Value, json};

use super::repositories::nullable;
use super::{Random, with};

/// A charge.
#[must_use]
pub fn charge(random: &mut Random) -> Value {
    let amount = random.below(90_000);
    let email = format!("{}@example.com", random.word());
    let mut charge = json!({
        "id": format!("ch_{}", random.name()),
        "amount": amount,
        "amount_captured": amount,
        "amount_refunded": 0,
        "application_fee": null,
        "balance_transaction": format!("txn_{}", random.name()),
        "billing_details": {
            "address": {
                "city": random.word(), "country": "DE", "line1": random.words(2), "line2": null,
                "postal_code": random.below(99_999).to_string(), "state": null,
            },
            "email": email, "name": random.words(2), "phone": null,
        },
        "calculated_statement_descriptor": "EXAMPLE",
        "captured": true,
        "created": 1_700_000_000 + random.below(90_000_000),
        "currency": random.one_of(&["eur", "usd", "gbp"]),
        "customer": nullable(random, 3, |it| format!("cus_{}", it.name())),
        "description": nullable(random, 3, |it| it.words(5)),
        "disputed": false,
        "failure_code": null,
        "failure_message": null,
        "invoice": null,
        "livemode": false,
        "metadata": (0..random.below(5)).map(|_| (random.word(), random.words(2))).collect::<Value>(),
        "outcome": {
            "network_status": "approved_by_network", "reason": null, "risk_level": "normal",
            "risk_score": random.below(100), "seller_message": "Payment complete.", "type": "authorized",
        },
        "paid": true,
        "payment_intent": null,
        "payment_method_details": {"card": card(random), "type": "card"},
        "receipt_email": email,
        "receipt_number": null,
        "receipt_url": format!("https://pay.example.com/receipts/{}", random.name()),
        "refunded": false,
        "statement_descriptor": null,
        "status": random.one_of(&["succeeded", "pending", "failed"]),
    });
    if random.once_in(4) {
        charge = with(
            charge,
            "refunds",
            json!([{
                "id": format!("re_{}", random.name()), "amount": amount / 2, "created": 1_700_000_000, "currency": "eur",
                "reason": "requested_by_customer", "status": "succeeded",
            }]),
        );
    }
    charge
}

fn card(random: &mut Random) -> Value {
    json!({
        "brand": random.one_of(&["visa", "mastercard", "amex"]),
        "checks": {"address_line1_check": null, "address_postal_code_check": null, "cvc_check": "pass"},
        "country": "DE",
        "exp_month": random.below(12) + 1,
        "exp_year": 2027 + random.below(5),
        "fingerprint": random.name(),
        "funding": "credit",
        "installments": null,
        "last4": format!("{:04}", random.below(10_000)),
        "network": "visa",
    })
}
