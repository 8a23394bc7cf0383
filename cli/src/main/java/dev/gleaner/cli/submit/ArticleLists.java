package dev.gleaner.cli.submit;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Lists of articles in the forms of other programs: tables, feeds, sitemaps. */
final class ArticleLists {
    private static final String URL = "url";
    private static final List<String> COLUMNS = List.of(URL, "source", "category", "priority", "language");

    private ArticleLists() {}

    /** Whether the first line is the head of a table with addresses. */
    static boolean isTable(String text) {
        String head = text.lines().findFirst().orElse("");
        return rows(head).stream().findFirst().orElse(List.of()).stream()
                        .anyMatch(cell -> name(cell).equals(URL))
                && head.contains(",");
    }

    /**
     * The articles of a table; columns that a submission does not know are left out.
     *
     * @throws RunException if there is none
     */
    static List<Object> table(String text, String name) {
        List<List<String>> rows = rows(text);
        List<String> head = rows.getFirst().stream().map(ArticleLists::name).toList();
        List<Object> articles = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            Map<String, Object> article = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(head.size(), row.size()); i++) {
                String cell = row.get(i).strip();
                if (COLUMNS.contains(head.get(i)) && !cell.isEmpty()) {
                    boolean number = head.get(i).equals("priority") && cell.matches("\\d{1,4}");
                    article.put(head.get(i), number ? (Object) Integer.valueOf(cell) : cell);
                }
            }
            if (article.containsKey(URL)) {
                articles.add(article);
            }
        }
        return required(articles, name);
    }

    private static String name(String cell) {
        return cell.strip().toLowerCase(Locale.ROOT);
    }

    /** As RFC 4180 has it. */
    private static List<List<String>> rows(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (quoted) {
                boolean twice = letter == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (letter == '"' && !twice) {
                    quoted = false;
                } else {
                    cell.append(letter);
                    i += twice ? 1 : 0;
                }
            } else if (letter == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (letter == ',' || letter == '\n') {
                row.add(cell.toString());
                cell.setLength(0);
                if (letter == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            } else if (letter != '\r') {
                cell.append(letter);
            }
        }
        row.add(cell.toString());
        rows.add(row);
        return rows;
    }

    /**
     * The addresses of a feed (RSS, Atom) or a sitemap.
     *
     * @throws RunException if it is none
     */
    static List<Object> xml(String text, String name) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        // What a stranger wrote must not make this read other files.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        List<Object> articles = new ArrayList<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
            boolean inItem = false;
            while (reader.hasNext()) {
                int event = reader.next();
                if (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
                    continue;
                }
                String element = reader.getLocalName();
                if (List.of("item", "entry", URL).contains(element)) {
                    inItem = event == XMLStreamConstants.START_ELEMENT;
                } else if (inItem && event == XMLStreamConstants.START_ELEMENT) {
                    String address = address(reader, element);
                    if (!address.isEmpty()) {
                        articles.add(Map.of(URL, address));
                        // Only the first of each.
                        inItem = false;
                    }
                }
            }
        } catch (XMLStreamException broken) {
            throw new RunException(
                    "%s is no feed and no sitemap: line %d cannot be read"
                            .formatted(
                                    name,
                                    broken.getLocation() == null
                                            ? 1
                                            : broken.getLocation().getLineNumber()),
                    broken);
        }
        return required(articles, name);
    }

    private static String address(XMLStreamReader reader, String element) throws XMLStreamException {
        if (element.equals("loc")) {
            return reader.getElementText().strip();
        }
        if (!element.equals("link")) {
            return "";
        }
        String relation = reader.getAttributeValue(null, "rel");
        String target = reader.getAttributeValue(null, "href");
        if (target != null) {
            return relation == null || relation.equals("alternate") ? target.strip() : "";
        }
        return reader.getElementText().strip();
    }

    private static List<Object> required(List<Object> articles, String name) {
        if (articles.isEmpty()) {
            throw new RunException(name + " has no address");
        }
        return articles;
    }
}
