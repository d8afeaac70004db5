package import JSON

/// Statements for calls of the database's interface, which takes a hundred at once and none of them
/// where one is wrong.
package enum StatementBatch {
    /// - Throws: `DSAError` for a statement that would not be taken, or an identifier that stands twice.
    package static func bodies(_ statements: [StatementOfReasons]) throws(DSAError) -> [JSONValue] {
        var puids: Set<String> = []
        for statement in statements {
            guard puids.insert(statement.puid).inserted else { throw .puidTwice(statement.puid) }
            let breaches = StatementRules.breaches(of: statement.json)
            guard breaches.isEmpty else { throw .invalid(breaches) }
        }
        return stride(from: 0, to: statements.count, by: StatementRules.statementsMax).map {
            start in
            let end = min(start + StatementRules.statementsMax, statements.count)
            return .object(["statements": .array(statements[start..<end].map(\.json))])
        }
    }
}
