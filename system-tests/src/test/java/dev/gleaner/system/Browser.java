package dev.gleaner.system;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, as it is installed here. */
final class Browser implements AutoCloseable {
    /** Longer than anything takes that a page will ever show. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String AXE = axe();

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** Whether there is one on this machine. */
    static boolean isInstalled() {
        return program().isPresent() && driver().isPresent();
    }

    private static Optional<Path> program() {
        return onPath("chromium").or(() -> onPath("google-chrome"));
    }

    private static Optional<Path> driver() {
        return onPath("chromedriver");
    }

    /** Starts one. */
    static Browser start() {
        try {
            Path profile = Files.createTempDirectory("gleaner-test-browser");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(program().orElseThrow().toFile());
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox", // a container's root may not have one
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--window-size=1280,900",
                    "--no-proxy-server",
                    "--user-data-dir=" + profile);
            LoggingPreferences logging = new LoggingPreferences();
            logging.enable(LogType.BROWSER, java.util.logging.Level.ALL);
            options.setCapability("goog:loggingPrefs", logging);
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver().orElseThrow().toFile())
                    .usingAnyFreePort()
                    .build();
            return new Browser(profile, new ChromeDriver(service, options));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(String address) {
        driver.get(address);
    }

    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    String title() {
        return String.valueOf(driver.getTitle());
    }

    /** The element, as soon as it is there. */
    WebElement find(String css) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> driver.findElement(By.cssSelector(css)), WebElement::isDisplayed);
    }

    /** The field under a label. */
    WebElement field(String label) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> driver.findElement(By.xpath(
                                "//label[starts-with(normalize-space(), '%s')]//*[self::input or self::select or self::textarea]"
                                        .formatted(label))),
                        WebElement::isDisplayed);
    }

    /** Presses a button, as soon as it may be pressed; one of the dialog, if one is open. */
    void press(String text) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            WebElement button = button(text);
            if (!takes(button)) {
                return false;
            }
            button.click();
            return true;
        });
    }

    boolean isEnabled(String button) {
        return takes(button(button));
    }

    private WebElement button(String text) {
        String any = "//button[normalize-space() = '%s']".formatted(text);
        boolean asked = !driver.findElements(By.cssSelector("dialog[open]")).isEmpty();
        return driver.findElements(By.xpath(asked ? "//dialog[@open]" + any : any)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow();
    }

    /** A button of the page that is off keeps the focus: it says that it is, and does nothing. */
    private static boolean takes(WebElement button) {
        return button.isEnabled() && !"true".equals(button.getAttribute("aria-disabled"));
    }

    /** The text of an element as it is in the page, whether it is in sight or not; empty if there is none. */
    String content(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .findFirst()
                .map(element -> String.valueOf(element.getAttribute("textContent")))
                .orElse("");
    }

    /** Cuts the page off from everything, or lets it out again. */
    void setOffline(boolean offline) {
        ChromiumNetworkConditions conditions = new ChromiumNetworkConditions();
        conditions.setOffline(offline);
        driver.setNetworkConditions(conditions);
    }

    /**
     * What axe-core finds on the page as it is, in light and in dark, each with the element that it is about.
     */
    List<String> accessibilityFaults() {
        driver.executeScript(AXE);
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const root = document.documentElement;
                const told = [];
                const note = (theme, {violations}) => violations.forEach(({id, nodes}) =>
                    told.push(`${theme} ${id}: ${nodes[0].html}`));
                root.dataset.theme = "light";
                axe.run()
                    .then((light) => note("light", light))
                    .then(() => { root.dataset.theme = "dark"; })
                    .then(() => axe.run({runOnly: ["color-contrast", "link-in-text-block"]}))
                    .then((dark) => note("dark", dark))
                    .then(() => done(told), (fault) => done([String(fault)]));
                """);
        return found instanceof List<?> faults
                ? faults.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(found));
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The text of the page, as somebody reads it. */
    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Returns when the page says all of this. */
    void awaitText(String... parts) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(this::text, text -> Stream.of(parts).allMatch(text::contains));
    }

    /** What went wrong in the page since the last time: faults of scripts, files that are missing, forbidden things. */
    List<String> faults() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= java.util.logging.Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
        try {
            Files.walkFileTree(profile, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException stillWriting) {
            // A file in the folder for temporary ones is all that is left.
        }
    }
}
