import ComplaintEvents
import ComplaintYear
import Foundation
import Testing

@Suite struct YearShapeTests {
    private let lines = SmallYear.lines

    @Test("events come in the order of time, within the year")
    func order() {
        var last = 0
        for line in lines {
            #expect(line.event.at >= last)
            last = line.event.at
        }
        #expect(last < 365 * YearClock.daySeconds)
    }

    @Test("nothing is named before it is there")
    func references() {
        var seen: [String: Set<Int>] = [:]
        func isSeen(_ kind: String, _ number: Int) -> Bool { seen[kind]?.contains(number) ?? false }
        var faults = 0
        for line in lines {
            var needed: [(String, Int)] = []
            switch line.event.event {
            case .marketplace(let value): seen["marketplace", default: []].insert(value.marketplace)
            case .brand(let value): seen["brand", default: []].insert(value.brand)
            case .right(let value):
                needed = [("brand", value.brand)]
                seen["right", default: []].insert(value.right)
            case .product(let value):
                needed = [("brand", value.brand)]
                seen["product", default: []].insert(value.product)
            case .complainant(let value):
                seen["complainant", default: []].insert(value.complainant)
            case .agentAuthorisation(let value):
                needed = [("brand", value.brand), ("complainant", value.agent)]
            case .seller(let value):
                needed = [("marketplace", value.marketplace)]
                seen["seller", default: []].insert(value.seller)
            case .sellerAuthorisation(let value):
                needed = [("brand", value.brand), ("seller", value.seller)]
            case .listing(let value):
                needed =
                    [("seller", value.seller)]
                    + (value.product.map { [("product", $0)] } ?? [])
                seen["listing", default: []].insert(value.listing)
            case .listingEnded(let listing): needed = [("listing", listing)]
            case .report(let value):
                needed = [("seller", value.seller), ("brand", value.member)]
                seen["report", default: []].insert(value.report)
            case .reportWitnessed(let report), .reportWithdrawn(let report):
                needed = [("report", report)]
            case .scanVerdict(let value): needed = [("listing", value.listing)]
            case .testBuy(let value):
                needed = [("listing", value.listing), ("brand", value.member)]
            case .complaint(let value):
                needed =
                    [("complainant", value.complainant), ("right", value.right)]
                    + value.listings.map { ("listing", $0) }
                    + (value.mends.map { [("complaint", $0)] } ?? [])
                seen["complaint", default: []].insert(value.complaint)
                #expect((1...Complaint.listingsMax).contains(value.listings.count))
                #expect(Set(value.listings).count == value.listings.count)
            case .counterNotice(let value):
                needed =
                    [("complaint", value.complaint), ("seller", value.seller)]
                    + value.listings.map { ("listing", $0) }
            case .withdrawal(let complaint): needed = [("complaint", complaint)]
            }
            faults += needed.filter { !isSeen($0.0, $0.1) }.count
        }
        #expect(faults == 0)
    }

    @Test("what a node sees says nothing of what is true, and its types know none of the truth's")
    func truthStandsApart() throws {
        for line in lines.prefix(30_000) {
            let text = String(decoding: line.event.line, as: UTF8.self)
            for word in ["\"intent\"", "\"fault\"", "\"ring\"", "\"true\"", "mimicry", "falseRing"]
            {
                #expect(!text.contains(word))
            }
        }
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Benchmarks/ComplaintEvents")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var count = 0
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift" else { continue }
            count += 1
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("import ComplaintYear"), "\(file.lastPathComponent)")
        }
        #expect(count >= 10)
    }

    @Test("complaints are shared out as the parameters say")
    func mix() {
        let all = lines.complaints.filter { $0.complaint.mends == nil }
        let count = Double(all.count)
        // A few find nothing to complain of.
        #expect(count <= SmallYear.complaints)
        #expect(count >= SmallYear.complaints * 0.98)
        func share(_ isMeant: (ComplaintTruth) -> Bool) -> Double {
            Double(all.filter { isMeant($0.truth) }.count) / count
        }
        #expect(abs(share { $0.intent.isFalse } - 0.25) < 0.01)
        #expect(abs(share { $0.intent == .falseRing } - 0.125) < 0.01)
        #expect(abs(share { $0.intent == .mimicry } - 0.15) < 0.01)
        #expect(abs(share { $0.intent == .mistaken } / 0.6 - 0.055) < 0.02)
        // 0.3 of brands and agents at 0.45, the others at 0.03.
        let faulty =
            share { $0.intent == .earnest && $0.fault != nil }
            / share { $0.intent == .earnest }
        #expect((0.06...0.3).contains(faulty))
        #expect(
            Set(all.filter { $0.truth.intent == .earnest }.compactMap(\.truth.fault))
                == Set(ComplaintTruth.Fault.allCases))
    }

    @Test("earnest complaints name counterfeits only, false and mistaken ones none")
    func targets() {
        let kinds = lines.kinds
        for (_, complaint, truth) in lines.complaints {
            let infringing = complaint.listings.filter { kinds[$0]!.infringes }.count
            switch truth.intent {
            case .earnest, .mimicry: #expect(infringing == complaint.listings.count)
            case .mistaken, .falseAlone, .falseRing: #expect(infringing == 0)
            }
        }
        let mistaken = lines.complaints.filter { $0.truth.intent == .mistaken }
        #expect(mistaken.contains { kinds[$0.complaint.listings[0]] == .grey })
        #expect(mistaken.contains { kinds[$0.complaint.listings[0]] == .honest })
    }

    @Test("a sound complaint rests on a right that covers all of its listings")
    func soundRights() {
        var rights: [Int: Right] = [:]
        var countries: [Int: String] = [:]
        for line in lines {
            if case .right(let right) = line.event.event { rights[right.right] = right }
            if case .marketplace(let value) = line.event.event {
                countries[value.marketplace] = value.country
            }
        }
        let listings = lines.listings
        var sound = 0
        for (at, complaint, truth) in lines.complaints
        where truth.intent == .earnest && truth.fault == nil {
            sound += 1
            // What is mended keeps its right, which may have run out since.
            guard complaint.mends == nil else { continue }
            for listing in complaint.listings.compactMap({ listings[$0] }) {
                #expect(
                    rights[complaint.right]!.covers(
                        country: countries[listing.marketplace]!, goodsClass: listing.goodsClass,
                        at: at))
            }
            #expect(complaint.evidence.contains { $0.strength >= .specific })
        }
        #expect(sound > 500)
    }

    @Test("counterfeiters' shops share accounts or phones, and are opened anew within the year")
    func groups() {
        var owners: [Seller.Trait: Set<Int>] = [:]
        var opened: [Int: Int] = [:]
        for line in lines {
            guard case .seller(let seller) = line.event.event else { continue }
            for trait in seller.traits { owners[trait, default: []].insert(seller.seller) }
            opened[seller.seller] = line.event.at
        }
        let listings = lines.listings
        let kinds = lines.kinds
        let shops = Set(
            listings.values.filter { kinds[$0.listing] == .counterfeit }.map(\.seller))
        let linked = Set(
            owners.values.filter { $0.count > 1 }.flatMap(\.self).filter(shops.contains))
        #expect(Double(linked.count) > 0.5 * Double(shops.count))
        #expect(shops.contains { opened[$0]! > 0 })
    }

    @Test("prices, scripts and evidence are of all kinds")
    func variety() {
        let complaints = lines.complaints
        #expect(
            Set(complaints.map(\.complaint.ground)) == Set(Complaint.Ground.allCases))
        let strengths = Set(complaints.flatMap(\.complaint.evidence).map(\.strength.rawValue))
        #expect(strengths == [0, 1, 2, 3])
        #expect(complaints.contains { $0.complaint.evidence.isEmpty })
        let kinds = lines.kinds
        let titles = lines.listings.values.filter { kinds[$0.listing] == .counterfeit }.map(\.title)
        for script in [
            Unicode.Scalar(0x400)!...Unicode.Scalar(0x4ff)!,
            Unicode.Scalar(0x4e00)!...Unicode.Scalar(0x9fff)!,
            Unicode.Scalar(0x30a0)!...Unicode.Scalar(0x30ff)!,
            Unicode.Scalar(0xff21)!...Unicode.Scalar(0xff5a)!,
        ] {
            #expect(titles.contains { $0.unicodeScalars.contains(where: script.contains) })
        }
    }
}
