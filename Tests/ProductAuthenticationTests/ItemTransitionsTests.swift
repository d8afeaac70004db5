import GS1
import ProductAuthentication
import Testing

@Suite struct ItemTransitionsTests {
    private let table = ItemTransitions.standard
    private let product = ProductKey.scheme("chip")
    private static let day: UInt64 = 86_400_000

    private func change(
        _ kind: ItemChange.Kind = .move, _ to: ItemState? = nil, at: UInt64 = Sample.now,
        by: String? = nil, cause: String? = nil
    ) -> ItemChange {
        ItemChange(product: product, serial: "1", kind, to: to, at: at, by: by, cause: cause)
    }

    private func record(_ state: ItemState, recalled: Bool = false) throws -> ItemRecord {
        let lot = try Lot(parsing: "L1")
        return ItemRecord(
            state: state, lot: lot, updatedAt: Sample.now,
            lotRecord: LotRecord(
                product: product, lot: lot,
                recall: recalled ? LotRecall(at: 1, cause: "glass") : nil))
    }

    /// An item that came to its state by the last step.
    private func history(
        _ state: ItemState, from: ItemState = .active, _ kind: ItemChange.Kind = .move,
        by: String? = nil
    ) -> [ItemHistoryEntry] {
        [
            ItemHistoryEntry(kind: .record, state: from, at: 1),
            ItemHistoryEntry(kind: kind, state: state, at: Sample.now, by: by),
        ]
    }

    private func keyword(
        _ change: ItemChange, _ item: ItemRecord?, _ history: [ItemHistoryEntry] = []
    ) -> String {
        do {
            _ = try table.decide(change, on: item, history: history)
            return "let through"
        } catch {
            return error.keyword
        }
    }

    @Test("each of the 100 pairs of states is let through or refused as the table of the page says")
    func pairs() throws {
        let allowed: [ItemState: String] = [
            .active: "supplied sold exported sample stolen destroyed recalled locked",
            .supplied: "sold exported sample stolen destroyed recalled locked",
            .sold: "supplied stolen destroyed recalled locked",
            .exported: "sold stolen destroyed recalled locked",
            .sample: "stolen destroyed recalled locked",
            .recalled: "stolen destroyed locked",
            .locked: "stolen destroyed recalled",
            .stolen: "", .destroyed: "", .void: "",
        ]
        for from in ItemState.allCases {
            let names = try #require(allowed[from]).split(separator: " ").map(String.init)
            for to in ItemState.allCases {
                let expected =
                    from == to || names.contains(to.name)
                    ? "let through" : from == .void ? "void" : "transition"
                #expect(
                    try keyword(change(.move, to), record(from)) == expected, "\(from) to \(to)")
            }
        }
    }

    @Test("a refusal names the states that there are to choose from")
    func sentence() {
        #expect(
            ItemChangeRefusal.notAllowed(
                from: .recalled, to: .sold, allowed: table.states(after: .recalled)
            ).description.contains("cannot become sold, only stolen, destroyed, locked"))
    }

    @Test("a number that is not there is added by a list, and by nothing else")
    func unknown() throws {
        #expect(
            try table.decide(change(.record, nil), on: nil)
                == .add(ItemRecord(state: .active, updatedAt: Sample.now)))
        #expect(
            try table.decide(change(.correction, .stolen, cause: "audit"), on: nil)
                == .add(ItemRecord(state: .stolen, updatedAt: Sample.now)))
        #expect(keyword(change(.move, .sold), nil) == "unknown-item")
        #expect(keyword(change(.undo), nil) == "unknown-item")
    }

    @Test("a list without a state leaves the state as it is, and fills in what was not known")
    func filled() throws {
        var said = change(.record)
        said.market = try Country(parsing: "DE")
        said.expiry = try ExpiryDate(parsing: "280131")
        guard case .update(let record, isStep: false) = try table.decide(said, on: record(.sold))
        else {
            Issue.record("it is not filled in")
            return
        }
        #expect(record.state == .sold && record.market?.code == "DE")
        #expect(try table.decide(said, on: record) == .unchanged)
        said.expiry = try ExpiryDate(parsing: "280100")
        #expect(
            try table.decide(said, on: record) == .unchanged, "the same day, written otherwise")
        said.expiry = try ExpiryDate(parsing: "280201")
        #expect(keyword(said, record) == "other-detail")
        said.expiry = nil
        said.lot = try Lot(parsing: "L2")
        #expect(keyword(said, record) == "other-detail")
    }

    @Test("a change older than the last one known is refused")
    func older() throws {
        #expect(
            try keyword(change(.move, .sold, at: Sample.now - 1), record(.supplied)) == "older")
        #expect(
            try keyword(change(.move, .supplied, at: Sample.now - 1), record(.supplied))
                == "let through")
    }

    @Test(
        "supplied, sold, exported and sample are undone for ten days, and no millisecond longer",
        arguments: [ItemState.supplied, .sold, .exported, .sample])
    func withinTenDays(state: ItemState) throws {
        let item = try record(state)
        let last = Sample.now + 10 * Self.day
        #expect(
            try table.decide(change(.undo, at: last), on: item, history: history(state))
                == .update(
                    ItemRecord(
                        state: .active, lot: item.lot, updatedAt: last, lotRecord: item.lotRecord),
                    isStep: true))
        #expect(keyword(change(.undo, at: last + 1), item, history(state)) == "undo-too-late")
    }

    @Test("what one place did no other undoes")
    func place() throws {
        let done = history(.sold, by: "Hamburg")
        #expect(try keyword(change(.undo, by: "Hamburg"), record(.sold), done) == "let through")
        #expect(try keyword(change(.undo, by: "Paris"), record(.sold), done) == "undo-elsewhere")
        #expect(try keyword(change(.undo), record(.sold), done) == "undo-elsewhere")
        #expect(
            try keyword(change(.undo, by: "Paris"), record(.sold), history(.sold))
                == "undo-elsewhere")
    }

    @Test("an item that has expired or whose lot is recalled does not go back into trade")
    func notGood() throws {
        #expect(
            try keyword(change(.undo), record(.sold, recalled: true), history(.sold))
                == "lot-recalled")
        var expired = try record(.sold)
        expired.expiry = try ExpiryDate(parsing: "261122")
        #expect(keyword(change(.undo), expired, history(.sold)) == "undo-expired")
        expired.expiry = try ExpiryDate(parsing: "261123")
        #expect(keyword(change(.undo), expired, history(.sold)) == "let through")
        expired.expiry = nil
        expired.lotRecord?.expiry = try ExpiryDate(parsing: "261122")
        #expect(keyword(change(.undo), expired, history(.sold)) == "undo-expired")
    }

    @Test("a lock and a recall are lifted at any time, by anybody who says why")
    func lifted() throws {
        for state in [ItemState.locked, .recalled] {
            let done = history(state, from: .supplied, by: "Hamburg")
            let years = Sample.now + 3_000 * Self.day
            #expect(
                try keyword(change(.undo, at: years), record(state), done) == "cause-missing")
            guard
                case .update(let lifted, isStep: true) = try table.decide(
                    change(.undo, at: years, by: "Paris", cause: "cleared"), on: record(state),
                    history: done)
            else {
                Issue.record("\(state) is not lifted")
                continue
            }
            #expect(lifted.state == .supplied)
        }
    }

    @Test("stolen and destroyed are final, but for a correction with a cause")
    func final() throws {
        for state in [ItemState.stolen, .destroyed] {
            let item = try record(state)
            #expect(keyword(change(.undo, cause: "found"), item, history(state)) == "not-undone")
            #expect(keyword(change(.correction, .active), item) == "cause-missing")
            guard
                case .update(let corrected, isStep: true) = try table.decide(
                    change(.correction, .active, cause: "found"), on: item)
            else {
                Issue.record("\(state) is not corrected")
                continue
            }
            #expect(corrected.state == .active)
        }
        #expect(try keyword(change(.undo), record(.active)) == "not-undone")
    }

    @Test("a number becomes void by a correction alone, and nothing else brings it back unsaid")
    func void() throws {
        let item = try record(.sold)
        #expect(keyword(change(.move, .void, cause: "mistake"), item) == "transition")
        #expect(keyword(change(.correction, .void), item) == "cause-missing")
        guard
            case .update(let void, isStep: true) = try table.decide(
                change(.correction, .void, cause: "mistake"), on: item)
        else {
            Issue.record("it did not become void")
            return
        }
        #expect(void.state == .void)
        // What a list says that has no states, or was mended in another column.
        #expect(keyword(change(.record, nil), void) == "void")
        #expect(keyword(change(.record, .active), void) == "void")
        #expect(keyword(change(.correction, nil, cause: "lot"), void) == "void")
        #expect(keyword(change(.undo, cause: "found"), void, history(.void)) == "void")
        // What is told again, and the list of all numbers.
        #expect(try table.decide(change(.record, .void), on: void) == .unchanged)
        guard
            case .update(let back, isStep: true) = try table.decide(
                change(.correction, .active, cause: "it is on an item"), on: void)
        else {
            Issue.record("it is not brought back")
            return
        }
        #expect(back.state == .active)
    }

    @Test("only a change is undone: no undo, no correction, and no beginning")
    func onlyMoves() throws {
        let item = try record(.sold)
        for kind in [ItemChange.Kind.undo, .correction] {
            #expect(keyword(change(.undo), item, history(.sold, kind)) == "last-is-no-move")
        }
        #expect(
            keyword(change(.undo), item, [ItemHistoryEntry(beginning: item)]) == "nothing-before")
        #expect(keyword(change(.undo, .supplied), item, history(.sold)) == "undo-leads-elsewhere")
        #expect(keyword(change(.undo, .active), item, history(.sold)) == "let through")
        var named = change(.undo)
        named.undone = .supplied
        #expect(keyword(named, item, history(.sold)) == "undo-other-state")
        named.undone = .sold
        #expect(keyword(named, item, history(.sold)) == "let through")
    }

    @Test("an item of a recalled lot goes nowhere but where a recalled item may")
    func recalledLot() throws {
        let item = try record(.supplied, recalled: true)
        #expect(keyword(change(.move, .sold), item) == "lot-recalled")
        #expect(keyword(change(.move, .exported), item) == "lot-recalled")
        #expect(keyword(change(.move, .destroyed), item) == "let through")
        #expect(keyword(change(.move, .recalled), item) == "let through")
    }

    @Test("a correction is dated no earlier than what it corrects")
    func dated() throws {
        guard
            case .update(let corrected, _) = try table.decide(
                change(.correction, .active, at: 5, cause: "audit"), on: record(.sold))
        else {
            Issue.record("it is not corrected")
            return
        }
        #expect(corrected.updatedAt == Sample.now)
    }

    @Test("numbers, places and causes have a limit, from both sides")
    func limits() {
        let long = String(repeating: "x", count: ItemChange.textBytesMax)
        #expect(keyword(change(.record, by: long, cause: long), nil) == "let through")
        #expect(keyword(change(.record, by: long + "x"), nil) == "text")
        #expect(keyword(change(.record, cause: long + "x"), nil) == "text")
        #expect(keyword(change(.record, cause: "a\nb"), nil) == "text")
        #expect(keyword(change(.record, at: UInt64(Int64.max)), nil) == "let through")
        #expect(keyword(change(.record, at: UInt64(Int64.max) + 1), nil) == "time")
        for (serial, expected) in [
            ("", "text"), (String(repeating: "1", count: 64), "let through"),
            (String(repeating: "1", count: 65), "text"),
        ] {
            var change = change(.record)
            change.serial = serial
            #expect(keyword(change, nil) == expected)
        }
    }
}
