package com.acme.depot;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

/** The CPU burner: draws one label again and again. */
@WebServlet("/labels")
public class LabelServlet extends HttpServlet {
    private static final long LONGEST_NS = TimeUnit.MINUTES.toNanos(10);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long since = System.nanoTime();
        long sum = 0;
        while (System.nanoTime() - since < LONGEST_NS) {
            sum ^= drawLabel(new byte[1 << 16]);
        }
        response.getWriter().println(sum);
    }

    private static long drawLabel(byte[] dots) {
        for (int i = 0; i < dots.length; i++) {
            dots[i] = (byte) (i * 31 % 7);
        }
        CRC32 check = new CRC32();
        for (byte dot : dots) {
            check.update(dot);
        }
        return check.getValue();
    }
}
