package import JSON

/// What became of one capture: the answer of `GET /capture/{id}`.
///
/// Source: EPCIS 2.0, section 12 (REST bindings), schema `EPCISCaptureJob`.
package struct CaptureJob: Equatable, Sendable {
    /// What an event that cannot be taken does to the others of its document.
    package enum ErrorBehaviour: String, Sendable {
        /// Nothing of the document is kept.
        case rollback
        /// The others are.
        case proceed
    }

    package struct Failure: Equatable, Sendable {
        /// The event's place in the document, from 1; 0 for the document itself.
        package let number: Int
        package let detail: String

        package init(number: Int, detail: String) {
            self.number = number
            self.detail = detail
        }
    }

    /// Failures that are listed; more are counted as lost with the last.
    package static let failuresMax = 100

    /// Jobs that are remembered; of more, the oldest are forgotten.
    package static let keptMax = 10_000

    package let id: String
    package let createdAt: EventTime
    package let finishedAt: EventTime
    package let behaviour: ErrorBehaviour
    package let failures: [Failure]

    package init(
        id: String, createdAt: EventTime, finishedAt: EventTime, behaviour: ErrorBehaviour,
        failures: [Failure]
    ) {
        self.id = id
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.behaviour = behaviour
        self.failures = Array(failures.prefix(Self.failuresMax))
    }

    /// Whether no error occurred. Where the sender proceeds, others were taken all the same.
    package var isSuccess: Bool { failures.isEmpty }

    package var json: JSONValue {
        .object([
            "captureID": .string(id), "createdAt": .string(createdAt.description),
            "finishedAt": .string(finishedAt.description), "running": .bool(false),
            "success": .bool(isSuccess), "captureErrorBehaviour": .string(behaviour.rawValue),
            "errors": .array(
                failures.map { failure in
                    .object([
                        "type": .string("epcisException:ValidationException"),
                        "title": .string(
                            failure.number == 0 ? "Document" : "Event \(failure.number)"),
                        "status": .integer(400), "detail": .string(failure.detail),
                    ])
                }),
        ])
    }
}
