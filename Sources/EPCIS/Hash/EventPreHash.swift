/// The text that is hashed: every field of an event as `name=value`, in one order, in one spelling.
///
/// Source: CBV 2.0, section 8.9.
enum EventPreHash {
    static func text(of event: EventNode) -> String {
        let (ordered, rest) = parts(of: event.children, in: PropertyOrder.event)
        return "eventType=\(event.name)" + ordered
            + sortedTogether(rest.filter { !PropertyOrder.unhashed.contains($0.name) })
    }

    /// The fields in their order, and what has no place in it.
    private static func parts(
        of nodes: [EventNode], in order: [PropertyOrder]
    ) -> (ordered: String, rest: [EventNode]) {
        var text = ""
        var rest = nodes.filter { node in !order.contains { $0.name == node.name } }
        for field in order {
            var values: [String] = []
            for node in nodes where node.name == field.name {
                let (value, left) = self.text(of: node, field)
                values.append(value)
                if !left.isEmpty { rest.append(EventNode(node.name, "", left)) }
            }
            text += joined(values)
        }
        return (text, rest)
    }

    /// A field with what stands in it, extensions last; empty if it says nothing. What is neither in
    /// the order nor an extension is left for the end of the event, under the same names.
    private static func text(
        of node: EventNode, _ field: PropertyOrder
    ) -> (text: String, left: [EventNode]) {
        let (ordered, rest) = parts(of: node.children, in: field.children)
        let extensions = node.children.count > 1 ? rest.filter(isExtension) : []
        let left = extensions.isEmpty ? rest : rest.filter { !isExtension($0) }
        let inner = ordered + sortedTogether(extensions)
        if node.value.isEmpty { return (inner.isEmpty ? "" : node.name + inner, left) }
        let value =
            field.isTime
            ? EventTime(parsing: node.value)?.description ?? node.value
            : CanonicalValue.of(node.value)
        return ("\(node.name)=\(value)\(inner)", left)
    }

    /// One whose namespace ends with a slash: so much the reference implementation asks.
    private static func isExtension(_ node: EventNode) -> Bool {
        node.name.hasPrefix("{") && node.name.contains("/}")
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
