package import AllianceNames
package import Roster
package import TransparencyLog

/// How fresh what is held of a log is: its author cosigns its newest checkpoint again and again, and
/// says by that, at that time, that there is nothing newer. A relay that withholds cannot make it up.
package enum Freshness: Equatable, Sendable {
    /// The author has signed nothing in this log.
    case silent
    case fresh(at: UInt64)
    /// - `at`: of the newest cosignature of the author, in seconds since 1970; nil for none at all.
    case stale(at: UInt64?)

    /// How far an author's clock may be ahead, in seconds. A later time counts as stale, or a clock
    /// that is a year ahead would look fresh for a year.
    package static let clockSkewMax: UInt64 = 600
    /// Between two freshness cosignatures, at least and at most, in seconds.
    package static let intervalMin: UInt64 = 1
    package static let intervalMax: UInt64 = 3_600

    /// How often an author cosigns its own checkpoints: four times within the limit.
    package static func interval(stalenessSeconds: UInt64) -> Duration {
        .seconds(min(max(stalenessSeconds / 4, intervalMin), intervalMax))
    }

    /// - Parameters:
    ///   - latest: of the author's cosigner keys, on any checkpoint of the log that is held: the newest
    ///     that counts (`FreshnessLimit`).
    ///   - now: seconds since 1970.
    package init(latest: UInt64?, hasEntries: Bool, stalenessSeconds: UInt64, now: UInt64) {
        guard hasEntries else {
            self = .silent
            return
        }
        guard let latest, latest <= now + Self.clockSkewMax,
            latest >= now || now - latest <= stalenessSeconds
        else {
            self = .stale(at: latest)
            return
        }
        self = .fresh(at: latest)
    }

    /// Of several logs of one author: the one that is worst.
    package static func worst(of logs: [Freshness]) -> Freshness {
        logs.reduce(.silent) { worst, log in
            switch (worst, log) {
            case (_, .silent): worst
            case (.silent, _): log
            case (.fresh(let first), .fresh(let second)): .fresh(at: min(first, second))
            case (.fresh, .stale): log
            case (.stale, .fresh): worst
            case (.stale(let first), .stale(let second)):
                first.flatMap { first in second.map { .stale(at: min(first, $0)) } }
                    ?? .stale(at: nil)
            }
        }
    }

    package var isStale: Bool { if case .stale = self { true } else { false } }

    /// The time that it rests on.
    package var time: UInt64? {
        switch self {
        case .silent: nil
        case .fresh(let time): time
        case .stale(let time): time
        }
    }
}

extension WitnessStore {
    /// The time of the author's newest cosignature on the log that counts, as far as it is held.
    /// - Parameter now: seconds since 1970.
    package func authorCosignedAt(
        _ origin: LogOrigin, in roster: VerifiedRoster, at now: UInt64
    ) throws -> UInt64? {
        let limit = FreshnessLimit(of: origin, in: roster, at: now)
        return try newest(of: origin).compactMap(limit.newest).max()
    }

    /// The largest checkpoint of the log that its author has cosigned.
    package func freshest(
        of origin: LogOrigin, in roster: VerifiedRoster
    ) throws -> CosignedCheckpoint? {
        let keys = roster.cosignerKeys(of: origin.member)
        return try newest(of: origin).first { checkpoint in
            keys.contains { checkpoint.latest(by: $0) != nil }
        }
    }

    /// The author's stands on the newest checkpoints: older ones are not cosigned again.
    private func newest(of origin: LogOrigin) throws -> [CosignedCheckpoint] {
        try cosigned(of: origin, cosigners: 1, below: .max, limit: Self.looked)
    }

    private static var looked: Int { 64 }
}
