package dev.gleaner.api.jobs.retries;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.web.body.JsonFields;
import dev.gleaner.article.ErrorCode;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The body of a retry, as documented; one without is a choice of all. */
@Schema(name = "RetryChoice")
record RetryChoiceBody(
        @JsonProperty("error_codes")
        @Schema(description = "only those that failed by one of these", example = "[\"timeout\"]")
        @Nullable
        List<String> errorCodes,

        @JsonProperty("hosts")
        @Schema(description = "only those of these hosts", example = "[\"example.com\"]")
        @Nullable
        List<String> hosts,

        @JsonProperty("article_ids") @Schema(description = "only these", example = "[\"art_1f0c3a5b7d9e\"]") @Nullable
        List<String> articleIds) {
    private static final int MOST = 1000;
    private static final int LONGEST = 300;

    /** @throws dev.gleaner.api.web.problem.Problem if the body is not what it may be */
    static RetryChoice read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() == 0 || request.getContentType() == null) {
            return RetryChoice.ALL;
        }
        JsonFields fields = JsonFields.of(request);
        Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
        for (String text : fields.texts("error_codes", MOST, LONGEST)) {
            ErrorCode code = ErrorCode.ofCode(text.strip().toLowerCase(Locale.ROOT));
            if (code == ErrorCode.UNKNOWN && !text.strip().equalsIgnoreCase(ErrorCode.UNKNOWN.code())) {
                fields.fault("error_codes", "holds %s, which is no error code; there are %s".formatted(text, known()));
            }
            codes.add(code);
        }
        Set<String> hosts = fields.texts("hosts", MOST, LONGEST).stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> articles = new HashSet<>(fields.texts("article_ids", MOST, LONGEST));
        fields.throwIfAny();
        return new RetryChoice(codes, hosts, articles);
    }

    private static String known() {
        return Stream.of(ErrorCode.values()).map(ErrorCode::code).collect(Collectors.joining(", "));
    }
}
