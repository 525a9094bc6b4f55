package com.acme.shop.http;

import com.acme.shop.inventory.InventoryLedger;
import java.io.IOException;

final class CheckoutServlet {
    private final InventoryLedger ledger;

    CheckoutServlet(InventoryLedger ledger) {
        this.ledger = ledger;
    }

    String doPost(String sku) throws IOException {
        return ledger.reserve(sku, 1) ? "reserved" : "sold out";
    }
}
