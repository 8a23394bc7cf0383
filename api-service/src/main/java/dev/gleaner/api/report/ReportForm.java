package dev.gleaner.api.report;

import java.io.OutputStream;

/** A way to write a report down. */
interface ReportForm {
    Lines begin(Reports.Subject subject, OutputStream out);

    /** Takes entries one after the other. What is not ended must not look whole, so closing ends nothing. */
    interface Lines {
        void add(ReportEntry entry);

        void end(Totals totals);
    }
}
