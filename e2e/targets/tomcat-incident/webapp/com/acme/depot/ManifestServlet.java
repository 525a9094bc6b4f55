package com.acme.depot;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** A response far larger than what lies in socket buffers, for a client that does not read it. */
@WebServlet("/manifest")
public class ManifestServlet extends HttpServlet {
    private static final int LINES = 2_000_000;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter manifest = response.getWriter();
        for (int line = 0; line < LINES; line++) {
            manifest.println("parcel " + line + " of the night run, shelf 7");
        }
    }
}
