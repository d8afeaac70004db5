/// An EPCIS 2.0 document in XML. It is read as a whole, so its length has a limit that JSON-LD has not;
/// what it says is the same (`EventNode`).
///
/// Source: EPCIS 2.0, section 9.5 (XML schemas).
package enum EPCISXMLDocument {
    package static let bytesMax = 64 << 20
    package static let depthMax = 32

    private static let ignoreFields = "{https://repository-x.example.com/}ignoreFields"

    /// - Throws: `EPCISError.xml`, `.notADocument`, `.version`, `.documentLength`.
    package static func read(_ bytes: [UInt8]) throws(EPCISError) -> [EventItem] {
        guard bytes.count <= bytesMax else { throw .documentLength(bytesMax: bytesMax) }
        let root = try XMLParser.parse(bytes, depthMax: depthMax)
        guard root.name.hasSuffix("}EPCISDocument") || root.name.hasSuffix("}EPCISQueryDocument")
        else { throw .notADocument(found: "its root is '\(root.name.prefix(60))'") }
        let version = root.attributes.first { $0.name == "schemaVersion" }?.value ?? "nothing"
        guard version == "2.0" || version.hasPrefix("2.0.") else { throw .version(found: version) }
        guard let list = root.first("EventList") else {
            throw .notADocument(found: "it has no EventList")
        }
        // Members that the repository added for itself; never fields of EPCIS.
        let ignored = Set(
            root.children.filter { $0.name == ignoreFields }.flatMap(\.children).map(\.name)
                .filter { $0.hasPrefix("{") })
        return EventNode.unwrapped(list.children).enumerated().map { position, element in
            let all = EventNode(element)
            let tree = EventNode(
                all.name, "", all.children.filter { !ignored.contains($0.name) })
            do throws(EPCISError) {
                return EventItem(number: position + 1, result: .event(try EPCISEvent(tree)))
            } catch {
                return EventItem(number: position + 1, result: .refused(error))
            }
        }
    }
}
