package import ComplaintEvents
import JSON

/// What happened, as a node sees it, and beside it what is true about it.
package struct YearLine: Equatable, Sendable {
    package enum Truth: Equatable, Sendable {
        case listing(ListingTruth)
        case complaint(ComplaintTruth)
        case counterNotice(CounterNoticeTruth)
    }

    package let event: TimedEvent
    package let truth: Truth?

    package init(_ event: TimedEvent, truth: Truth? = nil) {
        self.event = event
        self.truth = truth
    }
}

extension YearLine.Truth {
    /// One line of the stream of truths, with its newline.
    package var line: [UInt8] {
        var writer = JSONWriter(reserving: 96)
        writer.beginObject()
        switch self {
        case .listing(let truth):
            writer.member("listing", truth.listing)
            writer.member("kind", truth.kind.rawValue)
            if let ring = truth.ring { writer.member("ring", ring) }
        case .complaint(let truth):
            writer.member("complaint", truth.complaint)
            writer.member("intent", truth.intent.rawValue)
            if let fault = truth.fault { writer.member("fault", fault.rawValue) }
            if let ring = truth.ring { writer.member("ring", ring) }
        case .counterNotice(let truth):
            writer.member("counter-notice", truth.counterNotice)
            writer.member("true", truth.isTrue)
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
