import JSON
package import STIX

/// What became of the objects of one POST.
///
/// Source: TAXII 2.1 section 4.3.1 (status).
package struct PostStatus: Sendable {
    /// How long one can be asked for, in milliseconds.
    package static let keptMilliseconds: UInt64 = 24 * 3_600 * 1_000

    package struct Detail: Sendable {
        package let id: String
        package let version: String
        package let message: String?

        package init(id: String, version: String, message: String? = nil) {
            self.id = id
            self.version = version
            self.message = message
        }
    }

    /// A UUID.
    package let id: String
    package let requestedAt: STIXTimestamp
    package var successes: [Detail] = []
    package var failures: [Detail] = []

    package init(id: String, requestedAt: STIXTimestamp) {
        self.id = id
        self.requestedAt = requestedAt
    }

    package var json: [UInt8] {
        var writer = JSONWriter(reserving: 256 + 128 * (successes.count + failures.count))
        writer.beginObject()
        writer.member("id", id)
        writer.member("status", "complete")
        writer.member("request_timestamp", requestedAt.microsecondText)
        writer.member("total_count", successes.count + failures.count)
        writer.member("success_count", successes.count)
        write("successes", successes, to: &writer)
        writer.member("failure_count", failures.count)
        write("failures", failures, to: &writer)
        writer.member("pending_count", 0)
        writer.endObject()
        return writer.bytes
    }

    private func write(_ name: String, _ details: [Detail], to writer: inout JSONWriter) {
        guard !details.isEmpty else { return }
        writer.name(name)
        writer.beginArray()
        for detail in details {
            writer.beginObject()
            writer.member("id", detail.id)
            writer.member("version", detail.version)
            if let message = detail.message { writer.member("message", message) }
            writer.endObject()
        }
        writer.endArray()
    }
}
