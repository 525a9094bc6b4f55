package com.acme.shop.inventory;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Stock on hand. The fault: it asks the warehouse, over the network, while it holds its own monitor. */
public final class InventoryLedger {
    private final WarehouseClient warehouse;
    private final Map<String, Integer> reserved = new HashMap<>();

    public InventoryLedger(WarehouseClient warehouse) {
        this.warehouse = warehouse;
    }

    public synchronized boolean reserve(String sku, int quantity) throws IOException {
        int available = warehouse.availableStock(sku);
        if (available < quantity) {
            return false;
        }
        reserved.merge(sku, quantity, Integer::sum);
        return true;
    }
}
