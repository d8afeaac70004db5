package import JSON

extension TimedEvent {
    /// One line of the stream, without its newline: `at`, `event`, and the members of that event.
    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("at", at)
        writer.member("event", event.name)
        switch event {
        case .marketplace(let value): value.write(to: &writer)
        case .brand(let value): value.write(to: &writer)
        case .right(let value): value.write(to: &writer)
        case .product(let value): value.write(to: &writer)
        case .complainant(let value): value.write(to: &writer)
        case .agentAuthorisation(let value):
            writer.member("brand", value.brand)
            writer.member("agent", value.agent)
            writer.members(value.inForce)
        case .seller(let value): value.write(to: &writer)
        case .sellerAuthorisation(let value):
            writer.member("brand", value.brand)
            writer.member("seller", value.seller)
            writer.members(value.inForce)
        case .listing(let value): value.write(to: &writer)
        case .listingEnded(let listing): writer.member("listing", listing)
        case .report(let value): value.write(to: &writer)
        case .reportWitnessed(let report), .reportWithdrawn(let report):
            writer.member("report", report)
        case .scanVerdict(let value):
            writer.member("listing", value.listing)
            writer.member("verdict", value.verdict.rawValue)
        case .testBuy(let value): value.write(to: &writer)
        case .complaint(let value): value.write(to: &writer)
        case .counterNotice(let value): value.write(to: &writer)
        case .withdrawal(let complaint): writer.member("complaint", complaint)
        }
        writer.endObject()
    }

    /// The same with its newline, as bytes.
    package var line: [UInt8] {
        var writer = JSONWriter(reserving: 512)
        write(to: &writer)
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}

extension JSONWriter {
    fileprivate mutating func members(_ inForce: Range<Int>) {
        member("from", inForce.lowerBound)
        member("to", inForce.upperBound)
    }

    fileprivate mutating func member(_ name: String, numbers: [Int]) {
        self.name(name)
        beginArray()
        for number in numbers { value(number) }
        endArray()
    }

    fileprivate mutating func member(_ name: String, evidence: [EvidenceItem]) {
        self.name(name)
        beginArray()
        for item in evidence {
            beginObject()
            member("kind", item.kind.rawValue)
            member("strength", item.strength.rawValue)
            member("digest", item.digest.description)
            endObject()
        }
        endArray()
    }
}

extension Marketplace {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("marketplace", marketplace)
        writer.member("country", country)
    }
}

extension Brand {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("brand", brand)
        writer.member("member", isMember)
        writer.member("mark", mark)
        writer.member("aliases", aliases)
        writer.member("classes", numbers: classes)
    }
}

extension Right {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("right", right)
        writer.member("brand", brand)
        writer.member("kind", kind.rawValue)
        writer.member("jurisdictions", jurisdictions)
        writer.member("classes", numbers: classes)
        writer.members(inForce)
    }
}

extension Product {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("product", product)
        writer.member("brand", brand)
        writer.member("model", model)
        writer.member("class", goodsClass)
        writer.member("market-cents", numbers: marketCents)
        writer.member("images", images.map(\.description))
    }
}

extension Complainant {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("complainant", complainant)
        writer.member("kind", kind.rawValue)
        if let brand { writer.member("brand", brand) }
        writer.member("registered", registeredAt)
    }
}

extension Seller {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("seller", seller)
        writer.member("marketplace", marketplace)
        writer.member("opened", openedAt)
        writer.member("sales-before", salesBefore)
        writer.name("traits")
        writer.beginArray()
        for trait in traits {
            writer.beginObject()
            writer.member("kind", trait.kind.rawValue)
            writer.member("value", trait.value)
            writer.endObject()
        }
        writer.endArray()
    }
}

extension Listing {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("listing", listing)
        writer.member("seller", seller)
        writer.member("marketplace", marketplace)
        writer.member("title", title)
        writer.member("class", goodsClass)
        if let product { writer.member("product", product) }
        if let model { writer.member("model", model) }
        writer.member("images", images.map(\.description))
        writer.member("price-cents", priceCents)
        writer.member("quantity", quantity)
    }
}

extension SellerReport {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("report", report)
        writer.member("seller", seller)
        writer.member("member", member)
        writer.member("kind", kind.rawValue)
    }
}

extension TestBuy {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("test-buy", testBuy)
        writer.member("listing", listing)
        writer.member("member", member)
        writer.member("outcome", outcome.rawValue)
    }
}

extension Complaint {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("complaint", complaint)
        writer.member("complainant", complainant)
        writer.member("right", right)
        writer.member("ground", ground.rawValue)
        writer.member("listings", numbers: listings)
        writer.member("evidence", evidence: evidence)
        if let mends { writer.member("mends", mends) }
    }
}

extension CounterNotice {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("counter-notice", counterNotice)
        writer.member("complaint", complaint)
        writer.member("seller", seller)
        writer.member("listings", numbers: listings)
        writer.member("claim", claim.rawValue)
        writer.member("evidence", evidence: evidence)
    }
}
