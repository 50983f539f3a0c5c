"""Names, places, organisations and fillers, each pool split in two by a checksum: what the sample uses, training never saw."""
import random, zlib
from faker import Faker
from faker.providers.geo import Provider as Geo

ENGLISH = 'en_US en_GB en_IE en_AU en_NZ en_CA'.split()
WORLD = ('en_IN en_NG en_KE en_PK es_ES es_MX es_AR es_CO pt_BR pt_PT fr_FR fr_CA de_DE de_AT it_IT nl_NL pl_PL cs_CZ sk_SK '
         'sl_SI hr_HR ro_RO hu_HU sv_SE no_NO da_DK fi_FI et_EE lt_LT lv_LV tr_TR az_AZ id_ID tw_GH yo_NG ig_NG ha_NG zu_ZA '
         'ga_IE is_IS').split()
SCRIPTS = 'ru_RU uk_UA bg_BG el_GR ar_SA he_IL hi_IN ja_JP ko_KR'.split()

# Romanised names that Faker does not have; ours, written for this recipe.
ROMAN = {
    'arabic': ('Ahmed Mohammed Muhammad Fatima Aisha Omar Ali Hassan Hussein Layla Leila Yusuf Youssef Ibrahim Khalid Mariam Maryam Noor Nour Zainab '
               'Samir Samira Rania Tariq Amina Karim Nadia Hana Salma Jamal Faisal Abdullah Abdulrahman Rashid Sara Huda Iman Bilal Hamza Idris Mustafa '
               'Mahmoud Walid Ziad Dina Rana Yasmin Yasmine Farah Khadija Anwar Saeed Salim Nasser Majid Lina Reem Hadi Osama Adel Ghada',
               'Al-Masri Haddad Khoury Nasser Hussein Ahmed Ali Mansour Saleh Khalil Farouk Aziz Rahman Sharif Qureshi Bakr Najjar Hamdan Sabbagh Darwish '
               'Abbas Ibrahim Mahmoud Said Suleiman al-Rashid al-Hakim el-Sayed Abdallah Habib Shah Malik Rizvi Karimi Hosseini Ahmadi Tehrani Zand Barakat'),
    'korean': ('Min-jun Seo-yeon Ji-woo Ha-eun Do-yun Jiho Minseo Yuna Sang-hoon Eun-ji Hyun-woo Soo-jin Jae-won Young-hee Kyung-soo Dong-hyun Mi-rae '
               'Sung-min Ye-jin Tae-yang', 'Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong'),
    'russian': ('Dmitri Sergei Alexei Olga Tatiana Natalia Svetlana Vladimir Ivan Boris Yuri Oleg Irina Ekaterina Anastasia Nikolai Mikhail Andrei Pavel '
                'Ludmila Galina Igor Maxim Kirill Ksenia Oksana Bohdan Taras', 'Ivanov Petrova Smirnov Kuznetsova Popov Volkov Sokolova Lebedev Kozlov '
                'Morozova Novikov Orlov Zaitsev Pavlova Shevchenko Kovalenko Bondarenko Tkachenko Melnyk Fedorov Romanov Gusev'),
    'greek': ('Giorgos Dimitris Eleni Maria Kostas Nikos Katerina Yannis Sofia Vasilis Ioanna Panagiotis Despina Christos Spyros Anastasios',
              'Papadopoulos Georgiou Nikolaidis Pappas Vlachos Angelopoulos Economou Karagiannis Makris Papadakis Konstantinou Alexiou'),
    'hebrew': ('Noam Tamar Yael Avi Moshe Shira Eitan Talia Amit Dov Rivka Yosef Ariel Noa Gil Hadas', 'Cohen Levi Mizrahi Peretz Biton Friedman Katz '
               'Azoulay Shapiro Goldberg Rosenberg Ben-David Bar-On Avraham'),
    'ethiopian': ('Abebe Tigist Haile Selam Dawit Hirut Kebede Almaz Yonas Mekdes Tesfaye Bekele', 'Tadesse Bekele Girma Wolde Alemu Desta Gebre Assefa '
                  'Mengistu Tsegaye Worku Haile'),
    'vietnamese': ('Nguyet Linh Minh Huong Thanh Tuan Hung Lan Mai Phuong Quang Duc Thuy Trang Anh Dung Hoa Khanh Long Nga Quynh Son', 'Nguyen Tran Le Pham Huynh Hoang Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly'),
    'thai': ('Somchai Siriporn Anong Niran Kanya Prasert Malee Wichai Suda Chai Ploy Nattapong', 'Suksawat Charoen Wongsawat Srisai Boonmee Chaiyaporn '
             'Thongchai Rattana Saetang Phromma'),
}
PINYIN_LAST = ('Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Deng Han Feng Cao Peng Zeng Xiao '
               'Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Lau Wong Chan Cheung Leung Kwok Ng Lam Tsai Hsu').split()
PINYIN = ('wei jing xin yu hao ming hua li na fang qiang jun lei yan tao bo chen rui xia hui jie ping gang bin mei ling zhen hong yun lan feng ying xue jia '
          'zi han mo ting ya shu qing yi kai long peng cheng tian guo dong').split()

HANZI_LAST = ('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦傅方白邹孟熊秦邱江尹薛'
              '闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤')
HANZI_DOUBLE = ['欧阳', '司马', '上官', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '夏侯']
HANZI_FIRST = ('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文斌波辉鹏飞宇浩然子轩梓涵欣怡诗雨佳琪思远嘉豪俊天晨旭东海峰林森云龙凤琴雪莹慧颖婷倩瑶璐璇雯'
               '萱馨妍蕾薇菲露丹青竹松柏梁栋凯博瑞翔睿哲铭诚信义仁德福禄寿康宁安泰和顺利民富贵荣光宗祖恒毅坚定远达通胜春夏秋冬月星辰阳晓朝暮')
HANZI = [bytes((a, b)).decode('gb2312') for a in range(0xb0, 0xd7) for b in range(0xa1, 0xff)]
HANZI_CITY = ('北京 上海 广州 深圳 天津 重庆 成都 杭州 武汉 西安 南京 苏州 郑州 长沙 沈阳 青岛 大连 宁波 厦门 福州 济南 哈尔滨 长春 石家庄 合肥 昆明 南昌 贵阳 南宁 太原 兰州 海口 '
              '乌鲁木齐 呼和浩特 银川 西宁 拉萨 无锡 常州 徐州 温州 嘉兴 绍兴 金华 台州 佛山 东莞 珠海 中山 惠州 汕头 烟台 潍坊 洛阳 桂林 三亚 香港 澳门 台北 高雄 扬州 南通 泉州 唐山 保定 '
              '大同 包头 鞍山 吉林 大庆 芜湖 赣州 宜昌 襄阳 岳阳 株洲 柳州 绵阳 遵义 丽江 大理 咸阳 宝鸡').split()
HANZI_PROVINCE = '广东省 江苏省 浙江省 山东省 河南省 四川省 湖北省 湖南省 河北省 福建省 安徽省 辽宁省 江西省 陕西省 云南省 黑龙江省 山西省 贵州省 吉林省 甘肃省 海南省 广西 内蒙古 新疆 西藏 宁夏'.split()
HANZI_DISTRICT = '朝阳 海淀 浦东新 徐汇 天河 越秀 南山 福田 武侯 锦江 西湖 余杭 江宁 鼓楼 洪山 江汉 雁塔 碑林 和平 沙坪坝 渝北 市南 中原 岳麓 玄武 虹口 静安 白云 龙岗 宝安 姑苏 思明'.split()
HANZI_ROAD = '建国 人民 中山 解放 长安 南京 淮海 和平 胜利 文化 学院 科技 幸福 新华 延安 北京 复兴 友谊 光明 滨江 湖滨 青年 体育 花园 东风 前进 振兴 工业 迎宾 世纪'.split()
HANZI_COUNTRY = '中国 美国 英国 法国 德国 日本 韩国 俄罗斯 加拿大 澳大利亚 新加坡 泰国 越南 印度 巴西 意大利 西班牙 荷兰 瑞士 瑞典 墨西哥 埃及 伦敦 巴黎 纽约 东京 柏林 悉尼 首尔 曼谷 多伦多 旧金山 洛杉矶 莫斯科'.split()
HANZI_BRAND = '华远 中兴达 金鼎 恒丰 天成 瑞祥 万家 鑫源 海联 宏图 东方红 新希望 百川 云启 智联通 蓝天 博雅 汇通 永安 盛世 嘉和 龙腾 远航 晨光 美好 国泰 长城 同仁 安信 联创 星河 锦程'.split()
HANZI_TRADE = '科技 贸易 电子 网络 信息技术 建筑 物流 医药 食品 投资 文化传媒 汽车 能源 环保 房地产 教育 服装 化工'.split()
HANZI_ORG = ('中国银行 工商银行 建设银行 农业银行 招商银行 交通银行 中信银行 浦发银行 民生银行 平安银行 兴业银行 光大银行 阿里巴巴 腾讯 百度 京东 华为 小米 字节跳动 美团 滴滴 网易 联想 海尔 格力 比亚迪 中国移动 中国电信 中国联通 '
             '清华大学 北京大学 复旦大学 浙江大学 南京大学 武汉大学 中山大学 四川大学 同济大学 厦门大学 协和医院 华西医院 人民日报 新华社 国家电网 中国石化 中国石油 中国平安 中国人寿 顺丰速运 圆通快递 海底捞 红十字会').split()

CITIES = ('London Paris Berlin Madrid Rome Lisbon Dublin Vienna Prague Warsaw Budapest Athens Stockholm Oslo Copenhagen Helsinki Brussels Amsterdam Zurich Geneva Milan '
          'Barcelona Valencia Seville Munich Hamburg Frankfurt Cologne Lyon Marseille Toulouse Nice Bordeaux Manchester Birmingham Leeds Liverpool Glasgow Edinburgh Cardiff '
          'Belfast Bristol Sheffield Newcastle Nottingham Leicester Cambridge Oxford Brighton York Bath Cork Galway Boston Chicago Houston Dallas Austin Denver Seattle Portland '
          'Miami Atlanta Detroit Phoenix Philadelphia Pittsburgh Cleveland Baltimore Nashville Memphis Orlando Tampa Charlotte Minneapolis Sacramento Oakland Tucson Albuquerque '
          'Toronto Montreal Vancouver Calgary Ottawa Winnipeg Halifax Sydney Melbourne Brisbane Perth Adelaide Hobart Auckland Wellington Christchurch Tokyo Osaka Kyoto Nagoya '
          'Sapporo Seoul Busan Beijing Shanghai Guangzhou Shenzhen Chengdu Hangzhou Wuhan Nanjing Tianjin Chongqing Taipei Kaohsiung Bangkok Hanoi Jakarta Manila Singapore Mumbai '
          'Delhi Bangalore Bengaluru Chennai Kolkata Hyderabad Pune Jaipur Lucknow Karachi Lahore Islamabad Dhaka Colombo Kathmandu Dubai Doha Riyadh Jeddah Muscat Kuwait Baghdad Tehran '
          'Istanbul Ankara Izmir Cairo Alexandria Casablanca Rabat Tunis Algiers Lagos Abuja Ibadan Kano Accra Kumasi Nairobi Mombasa Kampala Kigali Lusaka Harare Johannesburg Pretoria '
          'Durban Addis_Ababa Dakar Abidjan Mexico_City Guadalajara Monterrey Tijuana Bogota Medellin Lima Quito Santiago Buenos_Aires Rosario Montevideo Asuncion Caracas Havana Kingston '
          'Panama_City San_Juan Sao_Paulo Rio_de_Janeiro Brasilia Salvador Recife Porto_Alegre Moscow Saint_Petersburg Kyiv Kharkiv Odesa Lviv Minsk Riga Vilnius Tallinn Bucharest Sofia '
          'Belgrade Zagreb Sarajevo Skopje Tirana Ljubljana Bratislava Krakow Gdansk Wroclaw Poznan Antwerp Ghent Bruges Rotterdam Utrecht Eindhoven The_Hague Lausanne Basel Bern Salzburg '
          'New_York Los_Angeles San_Francisco San_Diego San_Jose San_Antonio Las_Vegas New_Orleans Salt_Lake_City Kansas_City St._Louis Santa_Fe El_Paso Fort_Worth Long_Beach Washington '
          'Hong_Kong Ho_Chi_Minh_City Kuala_Lumpur Abu_Dhabi Tel_Aviv Jerusalem Haifa Beirut Amman Damascus Cape_Town').replace('_', '\0').split()
COUNTRIES = ('Afghanistan Albania Algeria Angola Argentina Armenia Australia Austria Azerbaijan Bahrain Bangladesh Belarus Belgium Bolivia Botswana Brazil Bulgaria Cambodia Cameroon Canada '
             'Chile China Colombia Croatia Cuba Cyprus Denmark Ecuador Egypt England Estonia Ethiopia Fiji Finland France Georgia Germany Ghana Greece Guatemala Haiti Honduras Hungary Iceland India '
             'Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya Kuwait Latvia Lebanon Libya Lithuania Luxembourg Malaysia Malta Mexico Moldova Mongolia Morocco Mozambique '
             'Myanmar Namibia Nepal Netherlands Nicaragua Nigeria Norway Oman Pakistan Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Scotland Senegal Serbia Singapore '
             'Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tanzania Thailand Tunisia Turkey Uganda Ukraine Uruguay Venezuela Vietnam Wales Yemen Zambia Zimbabwe '
             'South_Africa South_Korea North_Korea Saudi_Arabia Sri_Lanka New_Zealand Costa_Rica El_Salvador Dominican_Republic Puerto_Rico United_States United_Kingdom UK USA US UAE '
             'United_Arab_Emirates Ivory_Coast Sierra_Leone Papua_New_Guinea Czech_Republic Northern_Ireland Hong_Kong Europe Asia Africa').replace('_', '\0').split()
REGIONS = ('California Texas Florida Ohio Georgia Michigan Virginia Washington Arizona Massachusetts Tennessee Indiana Missouri Maryland Wisconsin Colorado Minnesota Alabama Louisiana Kentucky Oregon '
           'Oklahoma Connecticut Utah Iowa Nevada Arkansas Mississippi Kansas Idaho Nebraska Hawaii Maine Montana Delaware Vermont Wyoming Alaska Pennsylvania Illinois New_York New_Jersey '
           'North_Carolina South_Carolina New_Mexico West_Virginia North_Dakota New_Hampshire Rhode_Island Ontario Quebec Alberta Manitoba British_Columbia Nova_Scotia Queensland Victoria Tasmania '
           'New_South_Wales Bavaria Saxony Hesse Catalonia Andalusia Galicia Tuscany Sicily Sardinia Lombardy Provence Brittany Normandy Burgundy Yorkshire Cornwall Devon Kent Essex Sussex Surrey Norfolk '
           'Suffolk Lancashire Cumbria Cheshire Punjab Kerala Gujarat Maharashtra Karnataka Rajasthan Bihar Sindh Tamil_Nadu West_Bengal Brooklyn Manhattan Queens Harlem Camden Hackney Soho Chelsea '
           'Brixton Kreuzberg Montmartre Shibuya Shinjuku Bondi Kowloon Patagonia Siberia Scandinavia Crimea Lapland Crete Ibiza Mallorca Bali Java Sumatra Okinawa Hokkaido Zanzibar Corsica').replace('_', '\0').split()
STREETS = ('Oak Maple Elm Cedar Pine Park Church Mill Station High Victoria King Queen Bridge Green School Main Washington Lincoln Jefferson Franklin Lake Hill River Spring Forest Meadow Sunset Highland '
           'Chestnut Walnut Willow Birch Ash Grove York London Albert Windsor Richmond George Albany Manor Orchard Rose Abbey Castle Market Water North South West East Union Liberty Madison Monroe').split()
STREET = 'Street St Road Rd Avenue Ave Lane Drive Dr Close Way Court Crescent Terrace Boulevard Blvd Place Gardens Square'.split()

ORGS = ('HSBC Barclays Lloyds Santander NatWest Monzo Revolut Starling Nationwide Halifax Chase Citibank Citigroup JPMorgan Wells_Fargo Bank_of_America Goldman_Sachs Morgan_Stanley Capital_One '
        'American_Express PayPal Deutsche_Bank Commerzbank BNP_Paribas Credit_Suisse UBS ING Rabobank UniCredit BBVA Standard_Chartered DBS OCBC ICICI_Bank HDFC_Bank State_Bank_of_India Barclaycard '
        'Western_Union MoneyGram Wise Klarna Stripe Google Microsoft Apple Amazon Facebook Meta IBM Intel Oracle SAP Siemens Bosch Samsung Sony Nokia Ericsson Cisco Dell Lenovo Huawei Xiaomi Alibaba '
        'Tencent Baidu Nvidia AMD Netflix Spotify Uber Lyft Airbnb Tesla Ford Toyota Honda Nissan Volkswagen BMW Audi Mercedes-Benz Renault Peugeot Volvo Hyundai General_Motors Boeing Airbus Lufthansa '
        'British_Airways Ryanair EasyJet Emirates Delta_Air_Lines KLM Air_France Qantas Walmart Target Costco Tesco Sainsbury\'s Asda Morrisons Aldi Lidl Waitrose IKEA Zara H&M Nike Adidas Puma Gucci '
        'Starbucks McDonald\'s Burger_King KFC Subway Pizza_Hut Nestle Unilever Coca-Cola PepsiCo Procter_&_Gamble Pfizer Moderna AstraZeneca Novartis Roche Bayer Sanofi GlaxoSmithKline Merck Shell BP '
        'ExxonMobil Chevron TotalEnergies Gazprom Vodafone Verizon AT&T T-Mobile Orange Telefonica BT Comcast Disney Warner_Bros Reuters BBC CNN The_Guardian New_York_Times Bloomberg Al_Jazeera FedEx UPS DHL '
        'Royal_Mail Deloitte KPMG PwC Accenture McKinsey EY Harvard_University Stanford_University MIT Oxford_University Cambridge_University Yale_University Princeton_University UCLA NHS NASA FBI CIA IRS HMRC '
        'DVLA NATO UNICEF WHO UNESCO World_Bank European_Union United_Nations European_Commission Red_Cross Amnesty_International Greenpeace Oxfam Save_the_Children World_Health_Organization Federal_Reserve '
        'Bank_of_England European_Central_Bank Home_Office Department_of_Justice Ministry_of_Defence Supreme_Court FIFA UEFA NBA Manchester_United Real_Madrid Arsenal Chelsea_FC Juventus eBay Etsy '
        'Booking.com Expedia Deliveroo Just_Eat Experian Equifax TransUnion Aviva Allianz AXA Prudential MetLife Zurich_Insurance Tata_Motors Infosys Wipro Reliance_Industries Petrobras Embraer Itau Bradesco '
        'Nubank MercadoLibre Safaricom MTN Dangote_Group Zenith_Bank Access_Bank GTBank Coinbase Binance Kraken Robinhood N26').replace('_', '\0').split()
NOUNS = ('Northwind Summit Pioneer Horizon Atlas Beacon Crescent Evergreen Falcon Granite Harbor Keystone Liberty Meridian Nova Orion Phoenix Quantum Redwood Sapphire Titan Unity Vanguard Vertex Zenith '
         'Blue_Sky Silver_Lake Golden_Gate Red_Rock Green_Valley Bright_Path Clear_Water Iron_Bridge Stone_Mill Acorn Apex Arrow Bluebird Cobalt Delta Eagle Ember Frontier Galaxy Helix Ivory Jupiter Lighthouse '
         'Maple Nimbus Oakwood Pinnacle Quartz Raven Sterling Trident Umbra Willow').replace('_', '\0').split()
TRADES = ('Logistics Insurance Capital Holdings Solutions Systems Technologies Consulting Partners Foods Motors Energy Airlines Pharmaceuticals Media Software Analytics Robotics Bakery Plumbing Builders '
          'Electronics Furniture Travel Properties Investments Financial Services Industries Entertainment Studios Labs Networks Security Foundation Trust Group Associates Dental Clinic Law').split()
SUFFIX = 'Ltd Ltd. Limited Inc Inc. LLC Corp Corp. plc PLC GmbH AG S.A. S.L. SpA BV Oy AB Pty_Ltd Group Co. &_Co'.replace('_', '\0').split()
SYLLABLES = 'za ze lu mo ra vi tra xi cor dex fin pay ne va li so ter no qua bri sol ver ta ki ro lex nex op ti lin ga mar el o'.split()
CARRIERS = 'Hospital High_School Primary_School Church Football_Club Police City_Council Library Airport_Authority Museum Credit_Union Community_College Business_School Chamber_of_Commerce'.replace('_', '\0').split()


def held_out(name): return zlib.crc32(name.lower().encode()) % 5 == 0


class Pools:
    """Every pool of one share; part is 'train' or 'sample'."""

    def __init__(self, part, seed=1):
        self.r, self.part = random.Random(f'{part}{seed}'), part
        self.names = {loc: self.faked(loc) for loc in ENGLISH + WORLD + SCRIPTS}
        self.names |= {k: (self.share(a.split()), self.share(b.split())) for k, (a, b) in ROMAN.items()}
        given = [(x + y).capitalize() for x in PINYIN for y in PINYIN + ['']]
        self.names['pinyin'] = (self.share(given), self.share(PINYIN_LAST))
        fake = Faker('ja_JP'); fake.seed_instance(7)
        self.names['romaji'] = tuple(self.share(sorted({f().title() for _ in range(600)})) for f in (fake.first_romanized_name, fake.last_romanized_name))
        self.others = WORLD + list(ROMAN) + ['pinyin', 'pinyin', 'romaji']
        flat = lambda xs: self.share([x.replace('\0', ' ') for x in xs])
        self.cities, self.countries, self.regions = flat(CITIES + [x[2] for x in Geo.land_coords]), flat(COUNTRIES), flat(REGIONS)
        self.known = flat(CITIES)
        self.known = flat(CITIES)
        self.streets, self.orgs, self.nouns = self.share(STREETS), flat(ORGS), flat(NOUNS)
        self.hanzi = [self.share(list(dict.fromkeys(x))) for x in (HANZI_CITY, HANZI_DISTRICT, HANZI_ROAD, HANZI_COUNTRY, HANZI_BRAND, HANZI_ORG)]
        self.hanzi.insert(0, HANZI_FIRST)  # of Chinese names whole names are held back, not their characters

    def share(self, names):
        return [n for n in names if held_out(n) == (self.part == 'sample')] or list(names)

    def faked(self, loc):
        fake = Faker(loc); fake.seed_instance(7)
        return tuple(self.share(sorted({f().strip() for _ in range(900)} - {'', 'John', 'Jane', 'Doe'})) for f in (fake.first_name, fake.last_name))

    def pick(self, pool): return pool[int(self.r.random() * len(pool))]

    def culture(self):
        x = self.r.random()
        return self.pick(ENGLISH) if x < 0.4 else self.pick(SCRIPTS) if x > 0.96 else self.pick(self.others)

    def first(self): return self.pick(self.names[self.culture()][0])

    def last(self): return self.pick(self.names[self.culture()][1])

    def family(self):
        name = self.last()
        return name if name[0] < '\u0370' else self.family()

    def full(self):
        first, last = self.names[self.culture()]
        a, b, x = self.pick(first), self.pick(last), self.r.random()
        if x < 0.62: return f'{a} {b}'
        if x < 0.68: return f'{a} {self.pick(first)} {b}'
        if x < 0.74: return f'{a} {self.pick("ABCDEFGHJKLMNPRSTW")}{self.pick([".", ""])} {b}'
        if x < 0.79: return f'{a[0]}. {b}'
        if x < 0.83: return f'{b}, {a}'
        if x < 0.87: return f'{a} {b}-{self.pick(last)}'
        if x < 0.91: return f'{a} {b} {self.pick(last)}'
        if x < 0.94: return f'{a} {self.pick(["van", "van der", "de", "de la", "von", "bin", "al", "da", "di", "dos", "O", "Mac"])} {b}'.replace(' O ', " O'").replace(' Mac ', ' Mac')
        if x < 0.96: return f'{a}-{self.pick(first)} {b}'
        return f'{b} {a}'

    def street(self):
        x, n = self.r.random(), self.r.randint(1, 399)
        name = self.pick(self.streets) if self.r.random() < 0.6 else self.family().split()[0]
        line = f'{n} {name} {self.pick(STREET)}'
        if x < 0.1: return f'Flat {self.r.randint(1, 60)}, {line}'
        if x < 0.18: return f'{line}, Apt {self.r.randint(1, 60)}'
        if x < 0.24: return f'{name}{self.pick(["strasse", "straße", "weg", "platz"])} {n}'
        if x < 0.3: return f'{self.pick(["Calle", "Rue", "Via", "Avenida", "Rua", "rue de", "Calle de", "Plaza"])} {name} {n}'
        if x < 0.34: return f'{n} {self.pick(["rue", "avenue", "boulevard"])} {name}'
        return line

    def place(self):
        x = self.r.random()
        if x < 0.62: return self.pick(self.known if self.r.random() < 0.5 else self.cities)
        if x < 0.82: return self.pick(self.countries)
        if x < 0.94: return self.pick(self.regions)
        return self.pick([f'{self.pick(["North", "South", "East", "West", "Port", "Lake", "New", "St.", "Fort", "Mount"])} {self.family()}',
                          f'{self.family()}{self.pick(["ville", "ton", "burg", "ford", "field", "shire", "haven"])}', f'{self.pick(self.streets)} {self.pick(["Hill", "Valley", "Heights", "Springs", "Park", "Bay"])}'])

    def brand(self): return ''.join(self.pick(SYLLABLES) for _ in range(self.r.randint(2, 3))).capitalize() + self.pick(['', '', '', 'x', 'n', 'ly', 'io'])

    def org(self):
        x = self.r.random()
        if x < 0.42: return self.pick(self.orgs)
        if x < 0.52: return f'{self.pick(self.nouns)} {self.pick(TRADES)}' + self.tail(0.4)
        if x < 0.58: return f'{self.brand()} {self.pick(TRADES)}' + self.tail(0.3)
        if x < 0.66: return f'{self.pick([self.brand(), self.pick(self.nouns), self.family()])} {self.pick(SUFFIX)}'.replace('\0', ' ')
        if x < 0.72: return f'{self.family()} {self.pick(["&", "and"])} {self.pick(["Sons", self.family(), self.family(), "Partners", "Daughters", "Co"])}' + self.tail(0.2)
        if x < 0.76: return f'{self.family()}, {self.family()} and {self.family()}'
        if x < 0.84: return f'{self.pick(["University of", "Bank of", "University College", "Port of", "Museum of", "First National Bank of", "City of", "Institute of"])} {self.pick(self.cities)}'
        if x < 0.9: return f'{self.pick(self.cities)} {self.pick(CARRIERS)}'.replace('\0', ' ')
        if x < 0.94: return self.pick(["St Mary's", "St. John's", "General", "Royal", "St Luke's", "Memorial"]) + ' ' + self.pick(["Hospital", "School", "College", "Clinic", "Church"])
        return f'{self.family()} {self.pick(TRADES)}' + self.tail(0.3)

    def tail(self, chance): return ' ' + self.pick(SUFFIX).replace('\0', ' ') if self.r.random() < chance else ''

    def hanzi_name(self):
        first = self.hanzi[0]
        last = self.pick(HANZI_DOUBLE) if self.r.random() < 0.04 else self.pick(HANZI_LAST)
        if self.part == 'train' and self.r.random() < 0.25: first = HANZI
        name = last + self.pick(first) + (self.pick(first) if self.r.random() < 0.75 else '')
        return name if held_out(name) == (self.part == 'sample') else self.hanzi_name()

    def hanzi_address(self):
        _, city, district, road = self.hanzi[:4]
        x = self.r.random()
        if self.part == 'train' and self.r.random() < 0.3: city = district = road = [self.pick(HANZI) + self.pick(HANZI) for _ in range(3)]
        line = f'{self.pick(city)}市' + f'{self.pick(district)}区' + f'{self.pick(road)}{self.pick(["路", "街", "大道", "东路", "西路", "南路", "北路"])}{self.r.randint(1, 999)}号'
        if x < 0.35: line = self.pick(HANZI_PROVINCE) + line
        if x < 0.5: line += f'{self.r.randint(1, 30)}{self.pick(["栋", "号楼", "单元"])}{self.r.randint(101, 2805)}室'
        return line[line.index('市') + 1:] if x > 0.9 else line

    def hanzi_place(self):
        x, city = self.r.random(), self.hanzi[1]
        if self.part == 'train' and self.r.random() < 0.2: return self.pick(HANZI) + self.pick(HANZI) + self.pick('市区路街县省镇村')
        if x < 0.55: return self.pick(city) + self.pick(['', '', '市'])
        if x < 0.7: return self.pick(self.hanzi[4])
        if x < 0.8: return self.pick(HANZI_PROVINCE)
        return self.pick([self.pick(self.hanzi[2]) + '区', self.pick(self.hanzi[3]) + self.pick(['路', '街', '大道']), self.pick(city) + '市' + self.pick(self.hanzi[2]) + '区'])

    def hanzi_org(self):
        x, brand = self.r.random(), self.pick(self.hanzi[5])
        if self.part == 'train' and self.r.random() < 0.4: brand, x = self.pick(HANZI) + self.pick(HANZI), 0.4 + 0.6 * x
        if x < 0.4: return self.pick(self.hanzi[6])
        if x < 0.7: return self.pick(['', self.pick(self.hanzi[1]), self.pick(self.hanzi[1]) + '市']) + brand + self.pick(HANZI_TRADE) + self.pick(['有限公司', '股份有限公司', '集团', '公司'])
        return self.pick(self.hanzi[1]) + self.pick(['市第一人民医院', '大学', '银行', '市公安局', '市人民政府', '实验中学', '理工大学', '市税务局'])
