extension EventNode {
    /// Wrappers of the XML schema that say nothing; what stands in them belongs to what they stand in.
    private static let wrappers: Set = ["extension", "baseExtension"]

    /// An element of an event list and what stands in it.
    init(_ element: XMLElement) {
        let context = LinkedDataContext()
        let attributes = element.attributes.map {
            EventNode($0.name, context.expanded(value: Self.trimmed($0.value)))
        }
        self.init(
            element.name, context.expanded(value: Self.trimmed(element.text)),
            attributes + Self.unwrapped(element.children).map { EventNode($0) })
    }

    static func unwrapped(_ elements: [XMLElement]) -> [XMLElement] {
        elements.flatMap { wrappers.contains($0.name) ? unwrapped($0.children) : [$0] }
    }
}
