package import CSV
import GS1
package import Statements

/// Products to register, in CSV.
///
/// Columns: `gtin`, or `scheme` and `model` for codes of a house's own scheme; `brand`, unless one is given for all; and if they are there `name` (in no stated
/// language), `name:<language>` for each BCP 47 tag there is a name in, `marks` and `markets` (several
/// separated by `;`), and `serialised` (`yes`, `no`, or `with-snapshot`, which lets the owner publish
/// digests of its numbers; `no` where empty).
package enum ProductRows {
    /// - Parameters:
    ///   - mapping: field name to the column's name where it is another.
    ///   - brand: for rows that name none.
    ///   - owns: whether the product is this member's to speak for.
    package static func importing(
        mapping: [String: String] = [:], delimiter: UInt8 = UInt8(ascii: ","),
        brand: String? = nil, owns: @escaping (ProductKey) -> Bool
    ) -> CSVImport<ProductRegistration> {
        CSVImport(delimiter: delimiter) { header throws(CSVError) in
            let columns = try ProductColumns(header, mapping, brand: brand)
            return { row throws(CSVRowError) in
                let registration = try columns.registration(row)
                let product = ProductKey(registration.code)
                guard owns(product) else {
                    let error = ProductAuthenticationError.notOwned(product)
                    throw CSVRowError(keyword: error.keyword, reason: error.description)
                }
                return registration
            }
        }
    }
}

private struct ProductColumns {
    private let gtin, scheme, model: Int?
    private let brand: Int?
    private let names: [(language: String, column: Int)]
    private let marks, markets, serialised: Int?
    private let brandOfAll: String?

    init(
        _ header: CSVHeader, _ mapping: [String: String], brand brandOfAll: String?
    ) throws(CSVError) {
        scheme = try header.optionalColumn(for: "scheme", mapping: mapping)
        model = scheme == nil ? nil : try header.column(for: "model", mapping: mapping)
        gtin =
            scheme == nil
            ? try header.column(for: "gtin", mapping: mapping)
            : try header.optionalColumn(for: "gtin", mapping: mapping)
        brand =
            brandOfAll == nil
            ? try header.column(for: "brand", mapping: mapping)
            : try header.optionalColumn(for: "brand", mapping: mapping)
        names = try Self.names(header, mapping)
        marks = try header.optionalColumn(for: "marks", mapping: mapping)
        markets = try header.optionalColumn(for: "markets", mapping: mapping)
        serialised = try header.optionalColumn(for: "serialised", mapping: mapping)
        self.brandOfAll = brandOfAll
    }

    /// In the order of the columns, but `name` first.
    private static func names(
        _ header: CSVHeader, _ mapping: [String: String]
    ) throws(CSVError) -> [(language: String, column: Int)] {
        var names: [(language: String, column: Int)] = []
        if let column = try header.optionalColumn(for: "name", mapping: mapping) {
            names.append(("und", column))
        }
        let prefix = "name:"
        for field in mapping.keys.sorted() where field.hasPrefix(prefix) {
            names.append(
                (
                    String(field.dropFirst(prefix.count)),
                    try header.column(for: field, mapping: mapping)
                ))
        }
        for (column, name) in header.names.enumerated() where name.hasPrefix(prefix) {
            names.append((String(name.dropFirst(prefix.count)), column))
        }
        return names
    }

    func registration(_ row: CSVRow) throws(CSVRowError) -> ProductRegistration {
        var registration = ProductRegistration(
            code: try code(row), brand: row.filled(brand) ?? brandOfAll ?? "")
        registration.names = names.compactMap { language, column in
            row.filled(column).map { LocalizedName(language: language, name: $0) }
        }
        registration.marks = Self.list(row.filled(marks))
        registration.markets = Self.list(row.filled(markets))
        registration.serialisation = try Self.serialisation(row.filled(serialised))
        // Held to the rules of every reader before anything is signed.
        do throws(StatementError) {
            let statement = Statement.registerProduct(registration)
            _ = try Statement.decode(kind: statement.kind, payload: statement.payload())
        } catch {
            throw CSVRowError(keyword: error.keyword, reason: error.description)
        }
        return registration
    }

    private func code(_ row: CSVRow) throws(CSVRowError) -> ProductRegistration.Code {
        if let scheme = row.filled(scheme) {
            guard row.filled(gtin) == nil else {
                let error = ProductAuthenticationError.twoProducts
                throw CSVRowError(keyword: error.keyword, reason: error.description)
            }
            return .scheme(scheme, model: row.filled(model) ?? "")
        }
        do {
            return .gtin(try GTIN(parsing: gtin.map(row.text) ?? ""))
        } catch {
            throw CSVRowError(keyword: error.keyword, reason: error.description)
        }
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ";").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    private static func serialisation(
        _ text: String?
    ) throws(CSVRowError) -> ProductRegistration.Serialisation {
        switch text?.lowercased() {
        case nil, "no", "false", "0", "none": return .none
        case "yes", "true", "1", "serialised", "serialized": return .serialised
        case "with-snapshot", "serialised-with-snapshot": return .serialisedWithSnapshot
        case let other?:
            throw CSVRowError(
                keyword: "serialised",
                reason: "'\(other.prefix(40))' is neither yes nor no nor with-snapshot")
        }
    }
}
