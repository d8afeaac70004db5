// swift-format-ignore-file
extension DemoReports {
    /// What two brands know, in two spellings, and the operator who is found behind three shops.
    static let overlaps = #"""
maison-verel,seller-account,bazario:goldriver-88,Verel,bazario,test-buy,95,2026-04-12,"bag bought and examined, not ours"
maison-verel,phone,+44 7700 900777,Verel,,test-buy,90,2026-04-12,on the parcel
norvik,seller-account,sunmall:jinhe-digital,Norvik,sunmall,test-buy,95,2026-05-03,"earbuds bought and opened, not ours"
norvik,phone,0044 (7700) 900-777,Norvik,,customer-report,80,2026-05-03,number in the chat
norvik,payment-account,DE37500100000987654321,Norvik,,test-buy,95,2026-05-03,transfer for the test buy
cocoa-lane,domain,golden-river-sweets.example,Cocoa Lane,,judgment,98,2026-06-21,shut down once by court order
cocoa-lane,payment-account,DE37500100000987654321,Cocoa Lane,,judgment,98,2026-06-21,named in the judgment
vitalon,domain,corner-pharmacy.example,Vitalon,,customer-report,40,2026-08-02,customer was unsure
cocoa-lane,domain,cocoalane-partner.example,Cocoa Lane,,automated,50,2026-09-09,found by a crawler
cocoa-lane,domain,PURE-VITALON.TEST,Cocoa Lane,,customer-report,60,2026-06-02,offered our tins too
cocoa-lane,domain,N0rvik.store.example,Cocoa Lane,,customer-report,60,2026-07-14,offered our tins too
cocoa-lane,domain,Vitalon-power.example,Cocoa Lane,,customer-report,60,2026-03-05,offered our tins too
cocoa-lane,payment-account,DE33500100004320790703,Cocoa Lane,,customer-report,60,2026-08-26,offered our tins too
cocoa-lane,domain,aaaverel.store.example.,Cocoa Lane,,customer-report,60,2026-08-28,offered our tins too
cocoa-lane,domain,luxe-verel.test.,Cocoa Lane,,customer-report,60,2026-04-06,offered our tins too
cocoa-lane,payment-account,walletone:m527366,Cocoa Lane,,customer-report,60,2026-06-02,offered our tins too
cocoa-lane,phone,001-202-555-0119,Cocoa Lane,,customer-report,60,2026-09-17,offered our tins too
cocoa-lane,domain,maison-verel-vip.test.,Cocoa Lane,,customer-report,60,2026-05-13,offered our tins too
cocoa-lane,domain,vitalon-export.store.example.,Cocoa Lane,,customer-report,60,2026-08-17,offered our tins too
cocoa-lane,phone,0061-491-570-313,Cocoa Lane,,customer-report,60,2026-08-07,offered our tins too
cocoa-lane,domain,verelbagsdiscount.test.,Cocoa Lane,,customer-report,60,2026-10-25,offered our tins too
cocoa-lane,phone,001-202-555-0114,Cocoa Lane,,customer-report,60,2026-08-14,offered our tins too
cocoa-lane,domain,Norviksound.test,Cocoa Lane,,customer-report,60,2026-07-22,offered our tins too
cocoa-lane,domain,my-verel.example.,Cocoa Lane,,customer-report,60,2026-06-07,offered our tins too
cocoa-lane,domain,Verelwatches.store.example,Cocoa Lane,,customer-report,60,2026-03-01,offered our tins too
cocoa-lane,phone,0044-7700-900105,Cocoa Lane,,customer-report,60,2026-10-07,offered our tins too
cocoa-lane,phone,0044-7700-900102,Cocoa Lane,,customer-report,60,2026-02-12,offered our tins too
cocoa-lane,domain,VEREL-PARIS-OUTLET.STORE.EXAMPLE,Cocoa Lane,,customer-report,60,2026-09-07,offered our tins too
cocoa-lane,domain,Buy-norvik-now.test,Cocoa Lane,,customer-report,60,2026-08-16,offered our tins too
cocoa-lane,payment-account,FR6099999254771879136825285,Cocoa Lane,,customer-report,60,2026-10-15,offered our tins too
cocoa-lane,phone,0061-491-570-156,Cocoa Lane,,customer-report,60,2026-09-14,offered our tins too
cocoa-lane,phone,0044-7700-900103,Cocoa Lane,,customer-report,60,2026-05-12,offered our tins too
cocoa-lane,payment-account,walletone:merchant-740321,Cocoa Lane,,customer-report,60,2026-03-08,offered our tins too
"""#
}
