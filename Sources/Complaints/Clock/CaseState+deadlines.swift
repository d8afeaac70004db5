import Statements

/// How long things may take that do not change the state: a platform may set them shorter.
package struct ClockSettings: Hashable, Sendable {
    /// Of the running clock of the decision.
    package var warningMilliseconds = 18 * CaseRules.hourMilliseconds
    package var escalationMilliseconds = 22 * CaseRules.hourMilliseconds
    package var objectionMilliseconds = 72 * CaseRules.hourMilliseconds
    package var objectionEscalationMilliseconds = 60 * CaseRules.hourMilliseconds
    /// To a marketplace's answer.
    package var orderMilliseconds = 4 * CaseRules.hourMilliseconds

    package init() {}
}

extension CaseState {
    /// Of one listing: since it was filed, standing still while evidence is awaited and in the pauses of
    /// the complaint. Nil while the complaint is not confirmed.
    package func clock(of listing: ListingState) -> RunningClock? {
        time.milliseconds.map { start in
            RunningClock(
                start: start,
                pauses: listing.evidencePauses
                    + pauses.filter { $0.from < $0.until }
                    .map { $0.from..<$0.until })
        }
    }

    /// Everything that is still to come, or is due and not done. Nothing of it depends on the time of
    /// asking.
    package func deadlines(_ settings: ClockSettings = ClockSettings()) -> [Deadline] {
        var found: [String: Deadline] = [:]
        func add(
            _ kind: Deadline.Kind, _ causes: [EntryReference], _ place: Int?, _ time: UInt64
        ) {
            let deadline = Deadline(
                kind, subject: id.description, causes: causes.map(\.description),
                places: place.map { [$0] } ?? [], time: time)
            if let place, found[deadline.id] != nil {
                found[deadline.id]?.places.append(place)
            } else {
                found[deadline.id] = deadline
            }
        }
        for listing in listings {
            addDecision(of: listing, settings, add)
            addObjection(of: listing, settings, add)
            addAction(of: listing, settings, add)
        }
        if listings.contains(where: \.stage.awaitsDecision) {
            for pause in pauses where pause.from < pause.until {
                add(.pauseEnds, [pause.entry], nil, pause.until)
            }
        }
        return found.values.sorted()
    }

    private typealias Adding = (Deadline.Kind, [EntryReference], Int?, UInt64) -> Void

    private func addDecision(
        of listing: ListingState, _ settings: ClockSettings, _ add: Adding
    ) {
        guard listing.awaitsConfirmedAnswer, let clock = clock(of: listing) else { return }
        let causes =
            listing.requests.flatMap { [$0.entry] + ($0.supply.map { [$0] } ?? []) }
            + pauses.map(\.entry)
        for (kind, running) in [
            (Deadline.Kind.decisionWarning, settings.warningMilliseconds),
            (.decisionEscalation, settings.escalationMilliseconds),
            (.decisionDue, CaseRules.decisionMilliseconds),
        ] {
            add(kind, causes, listing.place, clock.time(afterRunning: running))
        }
        for request in listing.requests where request.supply == nil && request.time != .pending {
            add(.evidenceDue, [request.entry], listing.place, request.due)
        }
    }

    private func addObjection(
        of listing: ListingState, _ settings: ClockSettings, _ add: Adding
    ) {
        if let open = listing.openObjection, let start = open.time.milliseconds {
            add(
                .objectionEscalation, [open.entry], listing.place,
                start + settings.objectionEscalationMilliseconds)
            add(
                .objectionDue, [open.entry], listing.place, start + settings.objectionMilliseconds)
        }
        guard let ends = listing.objectionWindowEnd, let ruling = listing.ruling else { return }
        add(.objectionWindowEnds, [ruling.entry], listing.place, ends)
    }

    private func addAction(of listing: ListingState, _ settings: ClockSettings, _ add: Adding) {
        guard let order = listing.order, let time = order.time.milliseconds,
            let begin = order.dueTime(heldUntil: listing.heldUntil),
            order.progress == .outstanding
        else { return }
        if let hold = listing.hold, begin > time {
            add(.holdEnds, [hold.entry, order.entry], listing.place, begin)
        }
        add(
            .orderUnconfirmed, [order.entry], listing.place, begin + settings.orderMilliseconds)
    }
}

extension ListingState {
    /// Whether the clock of the decision runs: an answer that nobody has confirmed does not stop it.
    var awaitsConfirmedAnswer: Bool {
        stage.awaitsDecision || closedAt == .pending
            || (stage == .returned && ruling?.time == .pending)
    }

    /// While evidence was awaited: until it came, or until it was due.
    var evidencePauses: [Range<UInt64>] {
        requests.compactMap { request in
            guard let from = request.time.milliseconds else { return nil }
            let until = min(request.due, request.suppliedAt?.milliseconds ?? request.due)
            return from < until ? from..<until : nil
        }
    }

    /// Until when whoever is at a disadvantage may object to the ruling; nil where it has been used, or
    /// there is none.
    package var objectionWindowEnd: UInt64? {
        guard Transition.counter.from.contains(stage) || Transition.appeal.from.contains(stage)
        else { return nil }
        return noticeTime.map { $0 + CaseRules.objectionWindowMilliseconds }
    }
}
