/// A table with a caption, heads that say what they head, and cells that a phone can show one below the
/// other.
struct DataTable {
    private let caption: HTML
    private let heads: [String]
    private var rows: [HTML] = []

    /// - Parameter heads: of the columns; what stands in the first names its row.
    init(_ caption: HTML, _ heads: [String]) {
        self.caption = caption
        self.heads = heads
    }

    var isEmpty: Bool { rows.isEmpty }

    mutating func append(_ cells: [HTML]) {
        precondition(cells.count == heads.count, "a row has as many cells as the table has heads")
        let cells = zip(heads, cells).enumerated().map { place, cell -> HTML in
            place == 0
                ? "<th scope=\"row\">\(cell.1)</th>"
                : "<td data-head=\"\(cell.0)\">\(cell.1)</td>"
        }
        rows.append("<tr>\(HTML.joined(cells))</tr>\n")
    }

    var html: HTML {
        let heads = heads.map { head -> HTML in "<th scope=\"col\">\(head)</th>" }
        return """
            <table><caption>\(caption)</caption>
            <thead><tr>\(HTML.joined(heads))</tr></thead>
            <tbody>
            \(HTML.joined(rows))</tbody></table>
            """
    }
}
