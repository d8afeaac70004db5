/// A part of an event in the shape that the JSON-LD and XML forms share: a name, a value or none, and
/// parts within it. Names of extensions are expanded (`{https://ns.example.com/}field`), values are
/// trimmed and free of abbreviations; the order of the parts says nothing.
package struct EventNode: Equatable, Sendable {
    package let name: String
    /// Empty where the part has none.
    package let value: String
    package let children: [EventNode]

    package init(_ name: String, _ value: String = "", _ children: [EventNode] = []) {
        self.name = name
        self.value = value
        self.children = children
    }

    func children(named name: String) -> [EventNode] { children.filter { $0.name == name } }

    /// The values of `list` / `item` below this one.
    func values(_ list: String, _ item: String) -> [String] {
        children(named: list).flatMap { $0.children(named: item).map(\.value) }
    }
}
