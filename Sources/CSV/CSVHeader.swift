/// The names of the columns, and where the fields that a reader wants stand among them.
package struct CSVHeader: Sendable, Equatable {
    package let names: [String]

    /// - Throws: `CSVError.emptyHeader`, `.repeatedColumn`.
    package init(_ row: CSVRow) throws(CSVError) { try self.init(row.texts) }

    package init(_ names: [String]) throws(CSVError) {
        self.names = names
        var seen: Set<String> = []
        for name in names {
            let key = Self.key(name)
            if !key.isEmpty, !seen.insert(key).inserted { throw .repeatedColumn(name: name) }
        }
        guard !seen.isEmpty else { throw .emptyHeader }
    }

    /// Where a column stands; upper and lower case and spaces around the name do not matter.
    package func column(named name: String) -> Int? {
        let key = Self.key(name)
        return names.firstIndex { Self.key($0) == key }
    }

    /// Like `column(named:)`, for a column that must be there.
    ///
    /// - Parameter mapping: field name to the column's name where it is another.
    /// - Throws: `CSVError.missingColumn`.
    package func column(
        for field: String, mapping: [String: String] = [:]
    ) throws(CSVError) -> Int {
        let name = mapping[field] ?? field
        guard let column = column(named: name) else {
            throw .missingColumn(name: name, found: names)
        }
        return column
    }

    /// Where a column stands that may be missing, unless it was mapped on purpose.
    ///
    /// - Throws: `CSVError.missingColumn` for a mapped one that is not there.
    package func optionalColumn(
        for field: String, mapping: [String: String]
    ) throws(CSVError) -> Int? {
        mapping[field] == nil ? column(named: field) : try column(for: field, mapping: mapping)
    }

    /// Reads a mapping as it is typed: `gtin=EAN,serial=Serial No`.
    ///
    /// - Throws: `CSVError.mapping`.
    package static func mapping(parsing text: String) throws(CSVError) -> [String: String] {
        var mapping: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty,
                mapping.updateValue(String(sides[1]), forKey: String(sides[0])) == nil
            else { throw .mapping(found: String(pair.prefix(80))) }
        }
        return mapping
    }

    private static func key(_ name: String) -> String {
        String(name.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
            .lowercased()
    }
}
