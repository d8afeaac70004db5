import EPCIS
import ProductAuthentication
import Testing

/// The table of docs/epcis.md, row by row.
@Suite struct ItemStateRulesTests {
    private func effect(
        _ fields: String, action: String = "OBSERVE", type: String = "ObjectEvent",
        role: ItemRole = .subject, own: [String: ItemState] = [:]
    ) throws -> ItemStateRules.Effect? {
        var text = Samples.object(fields, action: action, type: type)
        if type == "TransformationEvent" {
            text = text.replacing("\"action\": \"\(action)\",", with: "")
        }
        return ItemStateRules(own: own).effect(of: try Samples.event(text), on: role)
    }

    @Test(
        "steps and dispositions lead to states",
        arguments: [
            (#""bizStep": "shipping""#, ItemState.supplied),
            (#""bizStep": "urn:epcglobal:cbv:bizstep:shipping""#, .supplied),
            (#""bizStep": "retail_selling""#, .sold), (#""bizStep": "dispensing""#, .sold),
            (#""bizStep": "destroying""#, .destroyed), (#""bizStep": "sampling""#, .sample),
            (#""bizStep": "decommissioning""#, .locked),
            (#""bizStep": "receiving", "disposition": "returned""#, .supplied),
            (#""disposition": "stolen""#, .stolen), (#""disposition": "recalled""#, .recalled),
            (#""disposition": "disposed""#, .destroyed), (#""disposition": "inactive""#, .locked),
            (#""bizStep": "inspecting", "disposition": "retail_sold""#, .sold),
            // What is lost to trade counts before the step.
            (#""bizStep": "shipping", "disposition": "stolen""#, .stolen),
            (#""persistentDisposition": {"set": ["recalled"]}"#, .recalled),
        ])
    func states(fields: String, state: ItemState) throws {
        #expect(try effect(fields) == .become(state))
    }

    @Test("only commissioning adds numbers, and only with ADD")
    func issuing() throws {
        #expect(try effect(#""bizStep": "commissioning""#, action: "ADD") == .issue)
        #expect(try effect(#""bizStep": "commissioning""#) == nil)
        #expect(
            try effect(
                #""bizStep": "commissioning""#, type: "TransformationEvent", role: .output)
                == .issue)
        #expect(
            try effect(#""bizStep": "commissioning""#, type: "TransformationEvent", role: .input)
                == .become(.destroyed))
    }

    @Test("a voided shipment and an ended recall are undone")
    func undoing() throws {
        #expect(try effect(#""bizStep": "void_shipping""#) == .undo(of: .supplied))
        #expect(
            try effect(#""persistentDisposition": {"unset": ["recalled"]}"#)
                == .undo(of: .recalled))
    }

    @Test(
        "other events say nothing about a state",
        arguments: [
            "", #""bizStep": "packing""#, #""bizStep": "receiving""#,
            #""bizStep": "inspecting", "disposition": "in_progress""#,
            #""bizStep": "https://elsewhere.example/BizStep-shipping""#,
        ])
    func nothing(fields: String) throws { #expect(try effect(fields) == nil) }

    @Test("papers that are void and parts that are fitted change no state")
    func kinds() throws {
        let shipping = #""bizStep": "shipping""#
        #expect(try effect(shipping, action: "DELETE", type: "TransactionEvent") == nil)
        #expect(try effect(shipping, action: "ADD", type: "TransactionEvent") == .become(.supplied))
        #expect(try effect(shipping, type: "AssociationEvent", role: .child) == nil)
        #expect(try effect(shipping, type: "AggregationEvent", role: .child) == .become(.supplied))
    }

    @Test("the house's own terms come first, as URI or as bare word")
    func own() throws {
        let exporting = "https://ns.example/bizstep/exporting"
        #expect(
            try effect("\"bizStep\": \"\(exporting)\"", own: [exporting: .exported])
                == .become(.exported))
        #expect(
            try effect(#""bizStep": "departing""#, own: ["departing": .exported])
                == .become(.exported))
        #expect(
            try effect(
                #""bizStep": "shipping""#, own: ["urn:epcglobal:cbv:bizstep:shipping": .sold])
                == .become(.sold))
    }
}
