import ComplaintEvents

/// How many people review cases, how long they take and how often they err.
package struct DeskParameters: Sendable, Equatable {
    /// On duty at every moment. With shifts of eight hours, weekends and leave it takes some five times as
    /// many employed.
    package var reviewers = 8
    /// Mean seconds to open and understand a case. A guess.
    package var caseSeconds = 240
    /// Mean seconds more for each listing of it: a hundred of one shop are decided together. A guess.
    package var listingSeconds = 10
    /// Share of listings at which a person errs. A guess.
    package var errors = 0.02

    package static let reviewersRange = 0...100_000
    package static let secondsRange = 1...86_400

    package init() {}
}

/// A case that waits for a person.
struct ReviewCase {
    let complaint: Int
    let occasion: ReviewOutcome.Occasion
    let listings: [Int]
    let priority: Int
    let filedAt: Int
    let queuedAt: Int
    let sequence: Int
}

/// The people who decide what a judge leaves to them: so many on duty at every moment, each with one
/// case at a time, taken in the order of the queue.
struct ReviewDesk {
    let parameters: DeskParameters
    private let seed: UInt64
    private var queue = PriorityQueue<ReviewCase> {
        ($1.priority, $0.filedAt, $0.sequence) < ($0.priority, $1.filedAt, $1.sequence)
    }
    private var busy = 0
    private(set) var workSeconds = 0
    private(set) var waitSecondsMost = 0
    private(set) var queueMost = 0
    private(set) var cases = 0

    init(_ parameters: DeskParameters, seed: UInt64) {
        self.parameters = parameters
        self.seed = seed
    }

    mutating func add(_ item: ReviewCase) {
        queue.insert(item)
        queueMost = max(queueMost, queue.count)
    }

    /// - Returns: what a free person takes now, and when it will be done.
    mutating func start(at time: Int) -> (item: ReviewCase, doneAt: Int)? {
        guard busy < parameters.reviewers, let item = queue.popFirst() else { return nil }
        busy += 1
        cases += 1
        waitSecondsMost = max(waitSecondsMost, time - item.queuedAt)
        let mean = parameters.caseSeconds + parameters.listingSeconds * item.listings.count
        // From half of it to one and a half times.
        var random = self.random(for: item, listing: -1)
        let seconds = max(1, Int(Double(mean) * (0.5 + random.unit())))
        workSeconds += seconds
        return (item, time + seconds)
    }

    mutating func finish() { busy -= 1 }

    /// Whether the person sees this listing, or the complaint (-1), as it is.
    func isRight(about listing: Int, in item: ReviewCase) -> Bool {
        var random = self.random(for: item, listing: listing)
        _ = random.next()
        return !random.chance(parameters.errors)
    }

    /// The same for the same case under every judge.
    private func random(for item: ReviewCase, listing: Int) -> YearRandom {
        let occasion: UInt64 =
            switch item.occasion {
            case .first: 1
            case .objection: 2
            case .audit: 3
            }
        var mixing = YearRandom(
            seed: seed &+ UInt64(item.complaint) &* 0x2545_f491_4f6c_dd1d, stream: 11)
        return YearRandom(
            seed: mixing.next() &+ UInt64(bitPattern: Int64(listing)), stream: 12 + occasion)
    }
}
