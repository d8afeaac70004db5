/// The text that is hashed: every field of an event as `name=value`, in one order, in one spelling.
///
/// Source: CBV 2.0, section 8.9.
enum EventPreHash {
    static func text(of event: EventNode) -> String {
        let (ordered, rest) = parts(of: event.children, in: PropertyOrder.event)
        return "eventType=\(event.name)" + ordered
            + sortedTogether(rest.filter { !PropertyOrder.unhashed.contains($0.name) })
    }

    /// The fields in their order, and what has none.
    private static func parts(
        of nodes: [EventNode], in order: [PropertyOrder]
    ) -> (ordered: String, rest: [EventNode]) {
        var text = ""
        for field in order {
            let values = nodes.filter { $0.name == field.name }.map { self.text(of: $0, field) }
            text += joined(values)
        }
        let rest = nodes.filter { node in !order.contains { $0.name == node.name } }
        return (text, rest)
    }

    /// A field with what stands in it, extensions last; empty if it says nothing.
    private static func text(of node: EventNode, _ field: PropertyOrder) -> String {
        let (ordered, rest) = parts(of: node.children, in: field.children)
        let inner = ordered + sortedTogether(rest)
        if node.value.isEmpty { return inner.isEmpty ? "" : node.name + inner }
        let value =
            field.isTime
            ? EventTime(parsing: node.value)?.description ?? node.value
            : CanonicalValue.of(node.value)
        return "\(node.name)=\(value)\(inner)"
    }

    private static func sortedTogether(_ nodes: [EventNode]) -> String {
        joined(nodes.map(extensionText))
    }

    private static func extensionText(_ node: EventNode) -> String {
        let value = node.value.isEmpty ? "" : "=" + CanonicalValue.of(node.value)
        let inner = sortedTogether(node.children)
        return EventNode.isTyped(node.name) ? inner + node.name + value : node.name + value + inner
    }

    /// Sorted by their UTF-8 bytes: nothing else is the same on every machine.
    private static func joined(_ texts: [String]) -> String {
        texts.count < 2
            ? texts.first ?? ""
            : texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }
}
