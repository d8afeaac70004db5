import EPCIS
import Testing

/// Documents of a few lines, so that each test shows what it is about.
enum Samples {
    static let sgtin = "urn:epc:id:sgtin:9521234.000001.A1"
    static let gtin = "09521234000013"

    static func object(
        _ fields: String = "", action: String = "OBSERVE", epcs: [String] = [sgtin],
        time: String = "2026-01-31T12:00:00.000+01:00", type: String = "ObjectEvent"
    ) -> String {
        let list = epcs.map { "\"\($0)\"" }.joined(separator: ",")
        return """
            {"type": "\(type)", "eventTime": "\(time)", "eventTimeZoneOffset": "+01:00",
             "action": "\(action)", "epcList": [\(list)]\(fields.isEmpty ? "" : ", " + fields)}
            """
    }

    static func document(_ events: [String], context: String = "\"x\"") -> String {
        """
        {"@context": [\(context)], "type": "EPCISDocument", "schemaVersion": "2.0",
         "creationDate": "2026-01-31T12:00:00Z",
         "epcisBody": {"eventList": [\(events.joined(separator: ","))]}}
        """
    }

    static func read(_ text: String) throws -> [EventItem] {
        try EPCISDocumentReader.read(Array(text.utf8))
    }

    /// The only event of a text.
    static func event(_ text: String) throws -> EPCISEvent {
        let items = try read(text)
        try #require(items.count == 1)
        switch items[0].result {
        case .event(let event): return event
        case .refused(let error): throw error
        }
    }
}

extension EventItem {
    var event: EPCISEvent? { if case .event(let event) = result { event } else { nil } }
    var error: EPCISError? { if case .refused(let error) = result { error } else { nil } }
}
