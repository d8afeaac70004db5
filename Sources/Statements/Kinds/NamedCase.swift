/// One of a few, each with the name that people and programs write: `own-review`. Names are part of
/// commands, files and JSON, so none changes once it was used.
package protocol NamedCase: CaseIterable {
    var name: String { get }

    /// Nil where none has the name.
    init?(name: some StringProtocol)
}

extension NamedCase {
    /// Of names exactly as they are written.
    package init?(name: some StringProtocol) {
        let name = String(name)
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }

    /// All of them, for help and refusals: `own-review, audit-sample`.
    package static var nameList: String { allCases.map(\.name).joined(separator: ", ") }
}
