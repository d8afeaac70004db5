package import JSON

extension EventNode {
    /// What JSON-LD writes as a bare list and XML as elements within an element.
    private static let listElements = [
        "epcList": "epc", "inputEPCList": "epc", "outputEPCList": "epc", "childEPCs": "epc",
        "quantityList": "quantityElement", "childQuantityList": "quantityElement",
        "inputQuantityList": "quantityElement", "outputQuantityList": "quantityElement",
        "bizTransactionList": "bizTransaction", "sourceList": "source",
        "destinationList": "destination", "sensorElementList": "sensorElement",
    ]

    /// Remarks for people, no part of what the event says.
    private static let remarks: Set = ["@context", "comment", "rdfs:comment"]

    /// An event of a JSON-LD document.
    ///
    /// - Parameter ignoring: extension members that the document declares to be its repository's own.
    /// - Throws: `EPCISError.field` without a type, `.context`.
    package init(
        event value: JSONValue, context: LinkedDataContext, ignoring: Set<String> = []
    ) throws(EPCISError) {
        guard case .object(let members) = value else {
            throw .field("event", expected: "an object", found: value.kind)
        }
        guard case .string(let type)? = members["type"] else {
            throw .field(
                "type", expected: "the event's type", found: members["type"]?.kind ?? "nothing")
        }
        let context =
            if let own = members["@context"] { try context.adding(own) } else { context }
        let kept = members.filter { name, _ in !(ignoring.contains(name) && name.contains(":")) }
        self.init(type, "", Self.nodes(of: kept, in: "", context))
    }

    private static func nodes(
        of members: [String: JSONValue], in parent: String, _ context: LinkedDataContext
    ) -> [EventNode] {
        var nodes: [EventNode] = []
        // Sorted, since a dictionary has another order each time.
        let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, value) in sorted where !remarks.contains(name) {
            guard let element = listElements[name] else {
                nodes += Self.nodes(name, value, in: parent, context)
                continue
            }
            let elements = Self.nodes(element, value, in: name, context)
            // An empty list says nothing, as an absent one.
            if !elements.isEmpty { nodes.append(EventNode(name, "", elements)) }
        }
        return nodes
    }

    private static func nodes(
        _ name: String, _ value: JSONValue, in parent: String, _ context: LinkedDataContext
    ) -> [EventNode] {
        switch value {
        case .null: return []
        case .array(let values):
            return values.flatMap { nodes(name, $0, in: parent, context) }
        case .object(var members):
            // `{"type": …, "bizTransaction": …}`: in XML the type is an attribute of the value.
            var text = ""
            if let own = members[name], isTyped(name), case .string(let value) = own {
                text = context.expanded(value: trimmed(value))
                members[name] = nil
            }
            return [
                EventNode(context.expanded(name: name), text, nodes(of: members, in: name, context))
            ]
        case .string(let text):
            let value = CoreVocabulary.expanded(trimmed(text), field: name, parent: parent)
            return [EventNode(context.expanded(name: name), context.expanded(value: value))]
        case .number(let digits): return [EventNode(context.expanded(name: name), digits)]
        case .bool(let flag):
            return [EventNode(context.expanded(name: name), flag ? "true" : "false")]
        }
    }

    /// Elements whose value has a type beside it.
    static func isTyped(_ name: String) -> Bool {
        name == "bizTransaction" || name == "source" || name == "destination"
    }

    /// Without white space at its ends (CBV 2.0, section 8.9, rule 5).
    static func trimmed(_ text: String) -> String {
        func isSpace(_ byte: UInt8) -> Bool {
            byte == 0x20 || (0x09...0x0d).contains(byte)
        }
        guard let first = text.utf8.first, let last = text.utf8.last,
            isSpace(first) || isSpace(last)
        else { return text }
        let head = text.utf8.drop(while: isSpace)
        let end = head.lastIndex { !isSpace($0) }.map { head.index(after: $0) } ?? head.startIndex
        return String(Substring(head[head.startIndex..<end]))
    }
}
