/// The name of a house's own code scheme: serials or chip codes without a GTIN. No two members hold
/// one name at a time; names are compared as they are written.
package struct CodeScheme: Hashable, Sendable, CustomStringConvertible {
    package let name: String

    package var description: String { name }

    /// - Throws: `name` for what is empty, over 120 bytes, or holds anything that people cannot see.
    package init(parsing text: String) throws(RosterError) { name = try RosterText.name(text) }
}
