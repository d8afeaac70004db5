import AllianceNames
import CRDT
import MergedView
import Statements
import Testing
import TransparencyLog

@Suite("search")
struct SearchConformance {
    private static let now: UInt64 = 2_000_000_000_000

    /// A store with everything indexed, and how to ask it.
    private struct Asked {
        let store: any ViewStore
        let scope: ViewScope

        func hits(
            _ term: SearchQuery.Term?, in channels: Set<ChannelID> = [Alliance.wide],
            _ narrow: (inout SearchQuery) -> Void = { _ in }
        ) throws -> [String] {
            var query = SearchQuery(channels: channels, term: term, pageSize: 100)
            narrow(&query)
            return try store.search(query, scope: scope, at: SearchConformance.now).hits
                .map(\.indicator.value)
        }
    }

    private func ask(
        _ store: ViewStoreUnderTest, _ logs: WrittenLogs, _ body: (Asked) throws -> Void
    ) throws {
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            try body(Asked(store: store, scope: Alliance.everything(logs)))
        }
    }

    private static func sample() throws -> WrittenLogs {
        var logs = WrittenLogs()
        let (a, b) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        try logs.write(
            Alliance.report(
                Alliance.domain("cheapguccibags.com"), marks: ["Gucci"], marketplace: "shopee",
                note: "sells 金龙 bags"), to: a, at: 1_000_000)
        try logs.write(
            Alliance.report(Alliance.domain("gucci-outlet.com"), marks: ["Gucci", "Hermès"]),
            to: b, at: 2_000_000)
        try logs.write(
            Alliance.report(Indicator(.company, parsing: "张三贸易")), to: a, at: 3_000_000)
        try logs.write(
            Alliance.report(Alliance.domain("müller-uhren.example")), to: b, at: 4_000_000)
        try logs.write(
            Alliance.report(Indicator(.phone, parsing: "+49 30 123456")), to: a, at: 5_000_000)
        try logs.write(
            Alliance.report(Alliance.domain("private.example"), note: "secret"),
            to: Alliance.origin("brand-a", "luxury"), at: 6_000_000)
        return logs
    }

    @Test(
        "finds words in any script, and names inside names", arguments: ViewStoreUnderTest.allCases)
    func words(store: ViewStoreUnderTest) throws {
        try ask(store, Self.sample()) { (asked: Asked) throws in
            let both = ["gucci-outlet.com", "cheapguccibags.com"]
            #expect(try asked.hits(.words("gucci")) == both, "newest first")
            #expect(try asked.hits(.words("GUCCI bags")) == ["cheapguccibags.com"])
            #expect(try asked.hits(.words("张三")) == ["张三贸易"])
            #expect(try asked.hits(.words("三张")) == [])
            #expect(try asked.hits(.words("金龙")) == ["cheapguccibags.com"])
            #expect(try asked.hits(.words("hermes")) == ["gucci-outlet.com"])
            #expect(try asked.hits(.words("MÜLLER")) == ["xn--mller-uhren-thb.example"])
            #expect(try asked.hits(.words("uccib")) == ["cheapguccibags.com"])
            #expect(try asked.hits(.words("nothing here")) == [])
            #expect(try asked.hits(.words("\"*( -- ^")) == [])
        }
    }

    @Test(
        "finds a disguised word by the one that it passes for, and a name by its other names",
        arguments: ViewStoreUnderTest.allCases)
    func disguised(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let a = Alliance.origin("brand-a")
        for (place, name) in ["Gυccí 0utlet", "CheapGuссiBags", "古驰 专卖", "Somebody"].enumerated() {
            try logs.write(
                Alliance.report(Indicator(.company, parsing: name)), to: a,
                at: UInt64(place + 1) * 1_000_000)
        }
        try ask(store, logs) { (asked: Asked) throws in
            #expect(try asked.hits(.words("gucci")).count == 2, "also within a longer name")
            #expect(try asked.hits(.words("gucci outlet")).count == 1)
            let run = SearchQuery.NamedRun(words: 0..<1, names: ["古驰"])
            #expect(try asked.hits(.words("gucci")) { $0.namedRuns = [run] }.count == 3)
            #expect(try asked.hits(.words("gucci 专卖")) { $0.namedRuns = [run] }.count == 1)
            #expect(try asked.hits(.words("gucci somebody")) { $0.namedRuns = [run] } == [])
            // A run that is not of the words asked for changes nothing.
            let beyond = SearchQuery.NamedRun(words: 3..<4, names: ["古驰"])
            #expect(try asked.hits(.words("gucci")) { $0.namedRuns = [beyond] }.count == 2)
        }
    }

    @Test(
        "finds an identifier in any spelling, and by its beginning",
        arguments: ViewStoreUnderTest.allCases)
    func identifiers(store: ViewStoreUnderTest) throws {
        try ask(store, Self.sample()) { (asked: Asked) throws in
            #expect(try asked.hits(.exact("CheapGucciBags.COM.")) == ["cheapguccibags.com"])
            #expect(try asked.hits(.exact("+4930123456")) == ["+4930123456"])
            #expect(try asked.hits(.prefix("+49 30")) == ["+4930123456"])
            #expect(try asked.hits(.prefix("Gucci")) == ["gucci-outlet.com"])
            #expect(try asked.hits(.prefix("müll")) == ["xn--mller-uhren-thb.example"])
            #expect(
                try asked.hits(.anything("gucci-outlet.com")) == ["gucci-outlet.com"])
            #expect(try asked.hits(.prefix("g")) { $0.types = [.phone] } == [])
        }
    }

    @Test(
        "narrows by type, marketplace, mark, member, time and status",
        arguments: ViewStoreUnderTest.allCases)
    func filters(store: ViewStoreUnderTest) throws {
        var logs = try Self.sample()
        try logs.write(
            Alliance.object(Alliance.domain("gucci-outlet.com")), to: Alliance.origin("brand-c"))
        try ask(store, logs) { (asked: Asked) throws in
            #expect(try asked.hits(nil) { $0.types = [.phone] } == ["+4930123456"])
            #expect(try asked.hits(nil) { $0.marketplaces = ["Shopee"] } == ["cheapguccibags.com"])
            #expect(try asked.hits(nil) { $0.marks = ["HERMES"] } == ["gucci-outlet.com"])
            #expect(
                try asked.hits(.words("gucci")) { $0.members = [MemberID(unchecked: "brand-a")] }
                    == ["cheapguccibags.com"])
            #expect(try asked.hits(nil) { $0.issued = 2_500_000...3_500_000 } == ["张三贸易"])
            #expect(try asked.hits(nil) { $0.statuses = [.disputed] } == ["gucci-outlet.com"])
            #expect(
                try asked.hits(.prefix("gucci")) { $0.statuses = [.active] } == [])
        }
    }

    @Test(
        "shows nothing of channels that the asker does not read",
        arguments: ViewStoreUnderTest.allCases
    )
    func channels(store: ViewStoreUnderTest) throws {
        try ask(store, Self.sample()) { (asked: Asked) throws in
            for term in [
                SearchQuery.Term.words("secret"), .exact("private.example"), .prefix("priv"),
            ] {
                #expect(try asked.hits(term) == [])
                #expect(try asked.hits(term, in: [Alliance.narrow]) == ["private.example"])
            }
        }
    }

    @Test(
        "drops what was taken back, unless it is asked for", arguments: ViewStoreUnderTest.allCases)
    func retracted(store: ViewStoreUnderTest) throws {
        var logs = try Self.sample()
        let origin = Alliance.origin("brand-a")
        try logs.write(Alliance.takeBack(StatementDot(log: origin, index: 0)), to: origin)
        try ask(store, logs) { (asked: Asked) throws in
            #expect(try asked.hits(.words("gucci")) == ["gucci-outlet.com"])
            #expect(try asked.hits(.exact("cheapguccibags.com")) == [])
            #expect(
                try asked.hits(.words("gucci")) { $0.statuses = [.withdrawn] }
                    == ["cheapguccibags.com"])
        }
    }

    @Test("pages give every hit once, whatever their size", arguments: ViewStoreUnderTest.allCases)
    func pages(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        for number in 0..<60 {
            // Every third identifier is reported by two members, at other times.
            let shop = try Alliance.domain("shop\(number % 40).example")
            try logs.write(
                Alliance.report(shop), to: Alliance.origin(number < 40 ? "brand-a" : "brand-b"),
                at: UInt64(number % 7) * 1_000)
        }
        try ask(store, logs) { (asked: Asked) throws in
            for (term, size) in [
                (SearchQuery.Term.words("shop"), 7), (.prefix("shop"), 7), (.words("example"), 1),
                (.prefix("s"), 39),
            ] {
                var found: [String] = []
                var cursor: SearchCursor?
                repeat {
                    var query = SearchQuery(
                        channels: [Alliance.wide], term: term, pageSize: size)
                    query.cursor = cursor
                    let page = try asked.store.search(query, scope: asked.scope, at: Self.now)
                    #expect(page.hits.count <= size)
                    found += page.hits.map(\.indicator.value)
                    cursor = page.next
                } while cursor != nil
                #expect(found.count == 40)
                #expect(Set(found).count == 40)
            }
        }
    }

    @Test(
        "pages of a prefix go on however long the values are, and tell nothing that is not shown",
        arguments: ViewStoreUnderTest.allCases)
    func longValues(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let path = String(repeating: "a", count: 1_700)
        for number in 0..<300 {
            let page = try Indicator(
                .url, parsing: "https://shop.example/\(path)/\(1_000 + number)")
            try logs.write(
                Alliance.report(page, confidence: number == 290 ? 20 : 80),
                to: Alliance.origin("brand-a"), at: UInt64(number) * 1_000)
        }
        try ask(store, logs) { (asked: Asked) throws in
            func pages(
                _ change: (inout SearchQuery) -> Void
            ) throws -> (found: [String], cursors: [SearchCursor]) {
                var query = SearchQuery(
                    channels: [Alliance.wide], term: .prefix("https://shop.example/a"),
                    pageSize: 70)
                change(&query)
                var (found, cursors): ([String], [SearchCursor]) = ([], [])
                repeat {
                    let page = try asked.store.search(query, scope: asked.scope, at: Self.now)
                    found += page.hits.map(\.indicator.value)
                    // As an address brings it back.
                    query.cursor = try page.next.map { try SearchCursor(parsing: "\($0)") }
                    cursors += query.cursor.map { [$0] } ?? []
                } while query.cursor != nil && cursors.count < 20
                return (found, cursors)
            }
            let all = try pages { _ in }
            #expect(all.found.count == 300)
            #expect(all.found == Set(all.found).sorted())
            #expect(all.cursors.count == 4)
            // One that no page shows ends a page as well.
            let rare = try pages {
                $0.confidence = [0...49]
                $0.documentsMax = 256
            }
            #expect(rare.found.map { $0.hasSuffix("/1290") } == [true])
            #expect(rare.cursors.count == 1)
            // Of nobody's making.
            #expect(throws: MergedViewError.self) {
                _ = try pages { $0.cursor = SearchCursor(.digest(.zero)) }
            }
        }
    }

    @Test(
        "a type that few have ends a page of a beginning too, and pages find all of it",
        arguments: ViewStoreUnderTest.allCases)
    func rareTypes(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        for number in 0..<900 {
            try logs.write(
                Alliance.report(Alliance.domain("shop-\(1_000 + number).example")),
                to: Alliance.origin("brand-a"))
        }
        let rare = [
            try Indicator(.email, parsing: "shop-1050@mail.example"),
            try Indicator(.email, parsing: "shop-1850@mail.example"),
        ]
        for indicator in rare {
            try logs.write(Alliance.report(indicator), to: Alliance.origin("brand-b"))
        }
        try ask(store, logs) { (asked: Asked) throws in
            var query = SearchQuery(channels: [Alliance.wide], term: .prefix("shop-"))
            query.types = [.email]
            query.identifiersMax = 200
            #expect(
                try !asked.store.facets(of: query, scope: asked.scope, at: Self.now).isComplete)
            var (found, pages): ([Indicator], Int) = ([], 0)
            repeat {
                let page = try asked.store.search(query, scope: asked.scope, at: Self.now)
                #expect(page.hits.count <= 1)
                found += page.hits.map(\.indicator)
                query.cursor = page.next
                pages += 1
            } while query.cursor != nil && pages < 20
            #expect(found == rare)
            #expect((2...6).contains(pages), "\(pages)")
            query.cursor = nil
            query.identifiersMax = 5_000
            let all = try asked.store.search(query, scope: asked.scope, at: Self.now)
            #expect(all.hits.map(\.indicator) == rare && all.next == nil)
            let facets = try asked.store.facets(of: query, scope: asked.scope, at: Self.now)
            #expect(facets.isComplete && facets.types == [.email: 2])
        }
    }

    @Test(
        "marks that are one text and fold apart are counted as one, and end nothing",
        arguments: ViewStoreUnderTest.allCases)
    func foldedApart(store: ViewStoreUnderTest) throws {
        // The order of a mark that folds to a letter; a letter that is younger than the tables.
        let pairs = [
            ("\u{3b1}\u{345}\u{5b0}", "\u{3b1}\u{5b0}\u{345}"),
            ("\u{105c9}", "\u{105d2}\u{307}"),
        ]
        for (one, other) in pairs {
            var logs = WrittenLogs()
            try logs.write(
                Alliance.report(Alliance.domain("one.example"), marks: [one, other]),
                to: Alliance.origin("brand-a"))
            try logs.write(
                Alliance.report(Alliance.domain("other.example"), marks: [other]),
                to: Alliance.origin("brand-b"))
            try ask(store, logs) { (asked: Asked) throws in
                let facets = try asked.store.facets(
                    of: SearchQuery(channels: [Alliance.wide], term: nil), scope: asked.scope,
                    at: Self.now)
                #expect(facets.total == 2 && facets.isComplete)
                #expect(facets.marks[one] == facets.marks[other])
                #expect(facets.marks[one].map { $0 > 0 } == true)
            }
        }
    }

    @Test(
        "no cursor tells of what is not shown, none that is made up finds it, and none of it is walked",
        arguments: ViewStoreUnderTest.allCases)
    func hiddenPlaces(store: ViewStoreUnderTest) throws {
        func shop(_ number: Int) throws -> Indicator {
            try Alliance.domain("shop-\(1_000 + number).example")
        }
        var logs = WrittenLogs()
        for number in 0..<1_400 {
            let isOpen = number < 300 ? number % 100 != 55 : number >= 1_300
            try logs.write(
                Alliance.report(try shop(number), tlp: isOpen ? .green : .red),
                to: Alliance.origin("brand-a"), at: UInt64(number) * 1_000)
        }
        try ask(store, logs) { (asked: Asked) throws in
            func page(
                upTo marking: TLP = .amberStrict, _ change: (inout SearchQuery) -> Void
            ) throws -> SearchPage {
                var scope = asked.scope
                scope.markingMax = marking
                var query = SearchQuery(
                    channels: [Alliance.wide], term: .prefix("shop-"), pageSize: 1_000)
                query.documentsMax = 256
                change(&query)
                return try asked.store.search(query, scope: scope, at: Self.now)
            }
            // Looked at are 256 that are shown; three among them are not, and are not counted.
            let first = try page { _ in }
            #expect(first.hits.count == 256)
            #expect(first.next == SearchCursor(.key(try shop(258).keyBytes)))
            // Filters that nothing passes end it at the same place.
            let none = try page { $0.confidence = [0...10] }
            #expect(none.hits.isEmpty && none.next == first.next)
            // Behind it 1,000 are hidden at one stretch, which is more than are looked at for three pages.
            let rest = try page { $0.cursor = first.next }
            #expect(rest.hits.count == 141 && rest.next == nil)
            #expect(try rest.hits.last?.indicator == shop(1_399))
            let person = try page(upTo: .red) { _ in }
            #expect(person.hits.count == 256)
            #expect(person.next == SearchCursor(.key(try shop(255).keyBytes)))
            // What is said in other channels is not walked either.
            let narrow = try page { $0.channels = [Alliance.narrow] }
            #expect(narrow.hits.isEmpty && narrow.next == nil)
            func made(_ number: Int) throws -> SearchPage {
                let digest = Digest.sha256(try shop(number).keyBytes)
                return try page { $0.cursor = SearchCursor(.digest(digest)) }
            }
            #expect(try made(249).hits.count == 149)
            for hidden in [55, 400] {
                #expect(throws: MergedViewError.self) { _ = try made(hidden) }
            }
            #expect(try asked.store.named(upTo: .amberStrict).count == 397)
            #expect(try asked.store.named().count == 1_400)
            // Nor does a figure tell how much there is that is not shown: here it is more than is looked at.
            var scope = asked.scope
            scope.markingMax = .amberStrict
            let facets = try asked.store.facets(
                of: SearchQuery(channels: [Alliance.wide], term: .prefix("shop-1")), scope: scope,
                at: Self.now)
            #expect(facets.isComplete && facets.total == 297)
        }
    }

    @Test(
        "neither figures nor pages tell how much is said of words that is not shown",
        arguments: ViewStoreUnderTest.allCases)
    func hiddenWords(store: ViewStoreUnderTest) throws {
        let (a, b) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        var logs = WrittenLogs()
        for number in 0..<260 {
            try logs.write(
                Alliance.report(Alliance.domain("shop-\(1_000 + number).example"), tlp: .green),
                to: a, at: UInt64(number) * 1_000)
        }
        // Newer, and more than counting or a page looks at: other identifiers, and one of the same.
        for number in 0..<600 {
            try logs.write(
                Alliance.report(Alliance.domain("hidden-\(number).example"), tlp: .red), to: b,
                at: 1_000_000 + UInt64(number) * 1_000)
        }
        let first = try Alliance.domain("shop-1000.example")
        for number in 0..<1_700 {
            try logs.write(
                Alliance.report(first, tlp: .red), to: number.isMultiple(of: 2) ? a : b,
                at: 2_000_000 + UInt64(number) * 1_000)
        }
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 1_000, from: logs).lag > 0 {}
            var scope = Alliance.everything(logs)
            scope.markingMax = .amberStrict
            for term in [nil, SearchQuery.Term.words("example"), .prefix("shop-")] {
                let facets = try store.facets(
                    of: SearchQuery(channels: [Alliance.wide], term: term), scope: scope,
                    at: Self.now)
                #expect(facets.isComplete && facets.total == 260)
            }
            let named = SearchQuery(channels: [Alliance.wide], term: .anything(first.value))
            let facets = try store.facets(of: named, scope: scope, at: Self.now)
            #expect(facets.isComplete && facets.total == 1)
            let new = try store.newHits(
                of: SearchQuery(channels: [Alliance.wide], term: .words(first.value)),
                since: ViewFrontier(), scope: scope, at: Self.now)
            #expect(new == NewHits(count: 1, isComplete: true))
            var query = SearchQuery(
                channels: [Alliance.wide], term: .words("example"), pageSize: 1_000)
            query.documentsMax = 256
            let page = try store.search(query, scope: scope, at: Self.now)
            #expect(page.hits.count == 256)
            query.cursor = page.next
            let rest = try store.search(query, scope: scope, at: Self.now)
            #expect(rest.hits.count == 4 && rest.next == nil)
            #expect(rest.hits.last?.indicator == first)
            // Persons are shown it all.
            query.cursor = nil
            scope.markingMax = .red
            let facetsOfAll = try store.facets(of: query, scope: scope, at: Self.now)
            #expect(!facetsOfAll.isComplete)
        }
    }

    @Test(
        "a beginning finds what was once said for more than persons, in whatever order it is said and indexed",
        arguments: ViewStoreUnderTest.allCases)
    func openedAndClosed(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let (a, b) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        let opened = try Alliance.domain("shop-opened.example")
        let closed = try Alliance.domain("shop-closed.example")
        let hidden = try Alliance.domain("shop-hidden.example")
        let seen = try Alliance.domain("shop-seen.example")
        try logs.write(Alliance.report(opened, tlp: .red), to: a)
        try logs.write(Alliance.report(closed, tlp: .green), to: a)
        try logs.write(Alliance.report(hidden, tlp: .red), to: a)
        try logs.write(Alliance.report(seen, tlp: .red), to: a)
        try logs.write(Alliance.report(opened, tlp: .amberStrict), to: b)
        try logs.write(Alliance.report(closed, tlp: .red), to: b)
        try logs.write(Alliance.seen(seen, 3), to: b)
        let everything = Alliance.everything(logs)
        try store.with { store in
            func found(upTo marking: TLP) throws -> [String] {
                var scope = everything
                scope.markingMax = marking
                let query = SearchQuery(channels: [Alliance.wide], term: .prefix("shop-"))
                return try store.search(query, scope: scope, at: Self.now).hits
                    .map(\.indicator.value)
            }
            try store.merge([logs.batch(of: a, 0..<4)])
            while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            #expect(try found(upTo: .amberStrict) == [closed.value])
            #expect(try found(upTo: .red).count == 4)
            try store.merge([logs.batch(of: b, 0..<3)])
            while try store.indexNext(limit: 10, from: logs).lag > 0 {}
            #expect(try found(upTo: .amberStrict) == [closed.value, opened.value])
            #expect(try found(upTo: .amber) == [closed.value])
            #expect(try found(upTo: .red).count == 4, "each once")
            // Sightings are not marked: they are for everybody.
            #expect(try store.named(upTo: .clear) == [seen])
            #expect(try store.named(upTo: .amberStrict) == [closed, opened, seen])
            #expect(try store.named() == [closed, hidden, opened, seen])
        }
    }

    @Test(
        "a page ends after as many as it may look at, also where so much was said for persons since that nothing else is read",
        arguments: ViewStoreUnderTest.allCases)
    func buried(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        let origin = Alliance.origin("brand-a")
        for number in 0..<300 {
            try logs.write(
                Alliance.report(Alliance.domain("shop-\(1_000 + number).example"), tlp: .green),
                to: origin)
        }
        let last = try Alliance.domain("shop-1255.example")
        for _ in 0..<ViewRow.readOfEachLogMax {
            try logs.write(Alliance.report(last, tlp: .red), to: origin)
        }
        try store.with { store in
            try store.rebuild(from: logs)
            while try store.indexNext(limit: 500, from: logs).lag > 0 {}
            var scope = Alliance.everything(logs)
            scope.markingMax = .amberStrict
            var query = SearchQuery(
                channels: [Alliance.wide], term: .prefix("shop-"), pageSize: 1_000)
            query.documentsMax = 256
            let first = try store.search(query, scope: scope, at: Self.now)
            #expect(first.hits.count == 255)
            // At the one before it, to which a digest leads back too.
            let end = try Alliance.domain("shop-1254.example")
            #expect(first.next == SearchCursor(.key(end.keyBytes)))
            query.cursor = first.next
            let rest = try store.search(query, scope: scope, at: Self.now)
            #expect(rest.hits.count == 44 && rest.next == nil)
        }
    }

    @Test("limits are held from both sides", arguments: ViewStoreUnderTest.allCases)
    func limits(store: ViewStoreUnderTest) throws {
        try ask(store, Self.sample()) { (asked: Asked) throws in
            for (size, isAllowed) in [(0, false), (1, true), (1_000, true), (1_001, false)] {
                let outcome = Result { try asked.hits(.words("gucci")) { $0.pageSize = size } }
                #expect(((try? outcome.get()) != nil) == isAllowed)
            }
            for (bytes, isAllowed) in [(1_024, true), (1_025, false)] {
                let text = String(repeating: "a", count: bytes)
                #expect(((try? asked.hits(.words(text))) != nil) == isAllowed)
            }
        }
    }

    @Test(
        "filters what is independently confirmed, and what is not yet; no root depends on it",
        arguments: ViewStoreUnderTest.allCases)
    func confirmation(store: ViewStoreUnderTest) throws {
        try ask(store, Self.sample()) { (asked: Asked) throws in
            var scope = asked.scope
            scope.witnessed[Alliance.origin("brand-a")] = 1
            let witnessed = Asked(store: asked.store, scope: scope)
            func hits(_ asked: Asked, _ confirmation: MergedView.Confirmation?) throws -> [String] {
                try asked.hits(nil) { $0.confirmation = confirmation }
            }
            #expect(try hits(witnessed, .witnessed) == ["cheapguccibags.com"])
            #expect(try hits(witnessed, .pending).count == 4)
            #expect(try hits(witnessed, nil).count == 5)
            #expect(try hits(asked, .witnessed) == [])
            #expect(
                try asked.store.stateRoot(of: Alliance.wide, scope: scope)
                    == asked.store.stateRoot(of: Alliance.wide, scope: asked.scope))
            let state = try asked.store.state(
                of: Alliance.domain("cheapguccibags.com"), in: [Alliance.wide], scope: scope,
                at: Self.now)
            #expect(state.confirmation == .witnessed)
            #expect(state.confirmed == [MemberID(unchecked: "brand-a")])
            #expect(state.reports.map(\.isWitnessed) == [true])
        }
    }

    @Test(
        "narrows by confidence, looks at no more than it may, and goes on where it stopped",
        arguments: ViewStoreUnderTest.allCases)
    func confidence(store: ViewStoreUnderTest) throws {
        var logs = WrittenLogs()
        for number in 0..<600 {
            try logs.write(
                Alliance.report(
                    Alliance.domain("shop\(number).example"), confidence: number == 5 ? 20 : 80),
                to: Alliance.origin("brand-a"), at: UInt64(number) * 1_000)
        }
        try ask(store, logs) { (asked: Asked) throws in
            #expect(
                try asked.hits(nil) { $0.confidence = [0...49] } == ["shop5.example"])
            #expect(try asked.hits(nil) { $0.confidence = [0...10, 90...100] } == [])
            var query = SearchQuery(channels: [Alliance.wide])
            query.confidence = [0...49]
            query.documentsMax = 256
            var (found, pages): ([String], Int) = ([], 0)
            repeat {
                let page = try asked.store.search(query, scope: asked.scope, at: Self.now)
                found += page.hits.map(\.indicator.value)
                query.cursor = page.next
                pages += 1
            } while query.cursor != nil && pages < 10
            #expect(found == ["shop5.example"])
            #expect(pages == 3)
        }
    }

    @Test(
        "counts what each log said in a time", arguments: ViewStoreUnderTest.allCases)
    func counts(store: ViewStoreUnderTest) throws {
        try ask(store, Self.sample()) { (asked: Asked) throws in
            let counts = try asked.store.documentCounts(
                in: DocumentPosition.range(issued: 2_000_000...5_000_000), upTo: .red)
            #expect(counts == [Alliance.origin("brand-a"): 2, Alliance.origin("brand-b"): 2])
            #expect(
                try asked.store.documentCounts(in: DocumentPosition.all, upTo: .red).values
                    .reduce(0, +) == 6)
        }
    }

    @Test(
        "counts nothing that is marked stricter than who asks may see",
        arguments: ViewStoreUnderTest.allCases)
    func markedCounts(store: ViewStoreUnderTest) throws {
        let (a, b) = (Alliance.origin("brand-a"), Alliance.origin("brand-b"))
        var logs = WrittenLogs()
        for (number, tlp) in TLP.allCases.enumerated() {
            try logs.write(
                Alliance.report(Alliance.domain("shop-\(number).example"), tlp: tlp), to: a,
                at: 1_000_000 + UInt64(number) * 1_000)
        }
        try logs.write(
            Alliance.report(Alliance.domain("hidden.example"), tlp: .red), to: b, at: 1_000_000)
        try ask(store, logs) { (asked: Asked) throws in
            func counts(_ markingMax: TLP) throws -> [LogOrigin: UInt64] {
                try asked.store.documentCounts(
                    in: DocumentPosition.range(issued: 1_000_000...1_999_000), upTo: markingMax)
            }
            #expect(try counts(.red) == [a: 5, b: 1])
            #expect(try counts(.amberStrict) == [a: 4])
            #expect(try counts(.green) == [a: 2])
        }
    }
}
