package com.acme.depot;

import java.io.IOException;

/** Asks the courier while it holds its own monitor. */
final class RouteBook {
    static final RouteBook SHARED = new RouteBook();

    private final CourierClient courier = new CourierClient(System.getProperty("depot.courier"));
    private int planned;

    synchronized String plan(String parcel) throws IOException {
        String quote = courier.quote(parcel);
        planned++;
        return planned + " " + quote;
    }
}
