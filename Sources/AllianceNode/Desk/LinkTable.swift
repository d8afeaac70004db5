import CSV
import Credentials
package import GS1
package import NodeAPI

/// Where the operator of this node leads people from a product: `links.csv` in the node's folder, with
/// the columns `gtin`, `linkType`, `href`, `title` and, where known, `language`.
///
/// A file with a wrong row is refused whole, when the node starts: a product that silently leads
/// nowhere is noticed by nobody.
package struct LinkTable: Sendable {
    package static let linksPerProductMax = 50

    private var links: [GTIN: [DeskLink]] = [:]

    /// No links.
    package init() {}

    /// - Throws: `CredentialsError` where the file cannot be read; `DeskFileError` for what is in it.
    package init(path: String) throws {
        try self.init(parsing: DurableFile.read(path), path: path)
    }

    /// - Parameter path: for error messages.
    package init(parsing bytes: [UInt8], path: String) throws {
        var rows = Self.importing()
        do {
            try rows.read(bytes)
            try rows.finish()
        } catch let error as CSVError {
            throw DeskFileError(path: path, line: 1, problem: error.description)
        }
        if let refusal = rows.takeRefusals().first {
            throw DeskFileError(path: path, line: refusal.line, problem: refusal.reason)
        }
        for (gtin, link) in rows.takeValues() {
            links[gtin, default: []].append(link)
            guard links[gtin, default: []].count <= Self.linksPerProductMax else {
                throw DeskFileError(
                    path: path, line: 1,
                    problem: "GTIN \(gtin) has more than \(Self.linksPerProductMax) links")
            }
        }
    }

    /// In the order of the file.
    package func links(of gtin: GTIN) -> [DeskLink] { links[gtin] ?? [] }

    private static func importing() -> CSVImport<(GTIN, DeskLink)> {
        CSVImport { header throws(CSVError) in
            let gtin = try header.column(for: "gtin", mapping: [:])
            let linkType = try header.column(for: "linkType", mapping: [:])
            let href = try header.column(for: "href", mapping: [:])
            let title = try header.column(for: "title", mapping: [:])
            let language = try header.optionalColumn(for: "language", mapping: [:])
            return { row throws(CSVRowError) in
                let product: GTIN
                do throws(GS1Error) {
                    product = try GTIN(parsing: row[gtin])
                } catch {
                    throw CSVRowError(keyword: error.keyword, reason: error.description)
                }
                guard
                    let link = DeskLink(
                        linkType: row.filled(linkType) ?? "", href: row.filled(href) ?? "",
                        title: row.filled(title) ?? "",
                        language: row.filled(language))
                else {
                    throw CSVRowError(
                        keyword: "link",
                        reason:
                            "a link is a GS1 link type without prefix (such as pip), an https:// address and a title"
                    )
                }
                return (product, link)
            }
        }
    }
}

/// A file of the desk that cannot be used.
package struct DeskFileError: Error, Equatable, CustomStringConvertible {
    package let path: String
    package let line: Int
    package let problem: String

    package var description: String { "\(path), line \(line): \(problem)" }

    /// For metrics and tests.
    package var keyword: String { "desk-file" }
}
