package com.acme.depot;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Has no timeout. */
final class CourierClient {
    private final String courier;

    CourierClient(String courier) {
        this.courier = courier;
    }

    String quote(String parcel) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(courier + "/quote?parcel=" + parcel).openConnection();
        try (InputStream answer = connection.getInputStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
